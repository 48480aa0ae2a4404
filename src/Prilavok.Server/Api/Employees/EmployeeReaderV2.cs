using System.Globalization;
using System.Text.Json;
using Prilavok.Core.Employees;
using Prilavok.Server.Api.Catalog;
using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Api.Employees;

/// <summary>A new employee as v2 sends one. Unknown and read-only members are passed over.</summary>
internal static class EmployeeReaderV2
{
    private const int LongestName = 200;

    private const long LargestPhone = 999_999_999_999_999;

    /// <param name="draft">Everything but the id and the times.</param>
    public static bool TryRead(JsonElement element, out Employee? draft, out IReadOnlyList<ViolationV2> violations)
    {
        var faults = new List<ViolationV2>();
        violations = faults;
        draft = null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new ViolationV2("", "must be an object"));
            return false;
        }

        var fields = new ProductFields(element, (name, reason) => faults.Add(new ViolationV2(name, reason)));
        var read = new Employee(
            "",
            Required(fields, "name", LongestName),
            fields.Text("last_name", LongestName),
            fields.Text("patronymic_name", LongestName),
            Phone(fields),
            Required(fields, "role_id", ProductLimits.Id),
            [.. (fields.Texts("stores") ?? []).Distinct(StringComparer.OrdinalIgnoreCase)],
            default,
            default);
        draft = faults.Count == 0 ? read : null;
        return draft is not null;
    }

    private static string Required(ProductFields fields, string name, int longest)
    {
        if (fields.Get(name) is null)
        {
            fields.Fault(name, "must not be null");
            return "";
        }

        var text = fields.Text(name, longest);
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            fields.Fault(name, "must not be blank");
        }

        return text ?? "";
    }

    /// <summary>A number, or a text of digits.</summary>
    private static long? Phone(ProductFields fields)
    {
        if (fields.Get("phone") is not { } value)
        {
            fields.Fault("phone", "must not be null");
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

        fields.Fault("phone", "invalid value");
        return null;
    }
}
