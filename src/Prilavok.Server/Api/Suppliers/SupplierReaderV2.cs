using System.Text.Json;
using Prilavok.Server.Api.Catalog;
using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Api.Suppliers;

/// <param name="Id">What the client wants the supplier to be called; null when it leaves that to us.</param>
/// <param name="Name">Null when the body says nothing of it.</param>
internal readonly record struct SupplierDraft(string? Id, string? Name);

/// <summary>A supplier of v2, whole or in part. Unknown and read-only members are passed over.</summary>
internal static class SupplierReaderV2
{
    private const int LongestName = 255;

    /// <param name="isWhole">False for a change, which may leave the name out.</param>
    public static bool TryRead(JsonElement element, bool isWhole, out SupplierDraft draft, out IReadOnlyList<ViolationV2> violations)
    {
        var faults = new List<ViolationV2>();
        violations = faults;
        draft = default;
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new ViolationV2("", "must be an object"));
            return false;
        }

        draft = new SupplierDraft(IdOf(element), NameOf(element, isWhole, faults));
        return faults.Count == 0;
    }

    /// <summary>Only a uuid is taken at its word.</summary>
    private static string? IdOf(JsonElement element) =>
        element.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && Guid.TryParseExact(id.GetString(), "D", out _)
            ? id.GetString()
            : null;

    private static string? NameOf(JsonElement element, bool isWhole, List<ViolationV2> faults)
    {
        if (!element.TryGetProperty("name", out _) && !isWhole)
        {
            return null;
        }

        var name = new ProductFields(element, (field, reason) => faults.Add(new ViolationV2(field, reason))).Text("name", int.MaxValue);
        if (name is null && faults.Count == 0)
        {
            faults.Add(new ViolationV2("name", "must not be null"));
        }
        else if (name is { Length: 0 or > LongestName })
        {
            faults.Add(new ViolationV2("name", $"size must be between 1 and {LongestName}"));
        }

        return name;
    }
}
