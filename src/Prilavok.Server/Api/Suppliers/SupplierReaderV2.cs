using System.Text.Json;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Suppliers;

/// <param name="Id">What the client wants the supplier to be called; null when it leaves that to us.</param>
/// <param name="Name">Null when the body says nothing of it.</param>
internal readonly record struct SupplierDraft(string? Id, string? Name);

/// <summary>A supplier of v2, whole or in part. Unknown and read-only members are passed over.</summary>
internal static class SupplierReaderV2
{
    private const int LongestName = 255;

    /// <param name="isWhole">False for a change, which may leave the name out.</param>
    public static bool TryRead(JsonElement root, bool isWhole, out SupplierDraft draft, out RejectionV2? rejection)
    {
        draft = default;
        if (root.ValueKind != JsonValueKind.Object)
        {
            rejection = new RejectionV2(Places.At(root, 0), []);
            return false;
        }

        var faults = new FaultsFound(root);
        var name = new ProductFields(root, faults.Add).Text("name", LongestName, shortest: 1);
        faults.Require("name", name is not null || (!isWhole && !root.TryGetProperty("name", out _)));
        draft = new SupplierDraft(IdOf(root), name);
        rejection = faults.Rejection;
        return rejection is null;
    }

    /// <summary>Only a uuid is taken at its word.</summary>
    private static string? IdOf(JsonElement element) =>
        element.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && Guid.TryParseExact(id.GetString(), "D", out _)
            ? id.GetString()
            : null;
}
