using System.Globalization;
using System.Text.Json;
using Prilavok.Core.Employees;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Employees;

/// <summary>A new employee as v2 sends one. Unknown and read-only members are passed over.</summary>
internal static class EmployeeReaderV2
{
    private const int LongestName = 200;

    private const long LargestPhone = 999_999_999_999_999;

    /// <param name="draft">Everything but the id and the times.</param>
    public static bool TryRead(JsonElement root, out Employee? draft, out RejectionV2? rejection)
    {
        draft = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            rejection = new RejectionV2(Places.At(root, 0), []);
            return false;
        }

        var faults = new FaultsFound(root);
        var fields = new ProductFields(root, faults.Add);
        var read = new Employee(
            "",
            Required(fields, "name", LongestName, faults),
            fields.Text("last_name", LongestName),
            fields.Text("patronymic_name", LongestName),
            Phone(fields, faults),
            Required(fields, "role_id", ProductLimits.Id, faults),
            [.. (fields.Texts(allowsBlank: false, "stores") ?? []).Distinct(StringComparer.OrdinalIgnoreCase)],
            default,
            default);
        rejection = faults.Rejection;
        draft = rejection is null ? read : null;
        return rejection is null;
    }

    private static string Required(ProductFields fields, string name, int longest, FaultsFound faults)
    {
        var text = fields.Text(name, longest);
        faults.Require(name, fields.Get(name) is not null);
        faults.Require(name, text is null || !string.IsNullOrWhiteSpace(text), "must not be blank");
        return text ?? "";
    }

    /// <summary>A number, or a text of digits.</summary>
    private static long? Phone(ProductFields fields, FaultsFound faults)
    {
        if (fields.Get("phone") is not { } value)
        {
            faults.Require("phone", false);
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var phone) && phone is > 0 and <= LargestPhone)
        {
            return phone;
        }

        faults.Add("phone", ProductFields.WrongKind, value.ValueKind == JsonValueKind.Number ? null : value);
        return null;
    }
}
