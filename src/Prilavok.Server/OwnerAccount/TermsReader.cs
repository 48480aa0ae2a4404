using System.Text.Json;
using Prilavok.Core.Subscriptions;
using Prilavok.Server.Http;

namespace Prilavok.Server.OwnerAccount;

/// <summary>What an owner chose of an app's offer, from JSON.</summary>
internal static class TermsReader
{
    private const int MostDevices = 10_000;
    private const int MostQuantity = 10_000;
    private const int MostAddOns = 100;

    public static TermsChoice Read(OwnBody body) => new(
        body.MaybeText("planId", longest: 100),
        (int?)body.MaybeNumber("deviceNumber", null, 1, MostDevices),
        AddOns(body));

    /// <summary>The terminals an app shall be on; null is all.</summary>
    public static IReadOnlyList<string>? Devices(OwnBody body) =>
        body.Has("devices", out var list) && list.ValueKind != JsonValueKind.Null ? body.Texts("devices", [], MostDevices) : null;

    public static bool HasTerms(OwnBody body) => body.Has("planId", out _) || body.Has("deviceNumber", out _) || body.Has("addOns", out _);

    private static Dictionary<string, int>? AddOns(OwnBody body)
    {
        if (!body.Has("addOns", out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostAddOns)
        {
            return body.Wrong<Dictionary<string, int>?>("addOns", $"must be an array of at most {MostAddOns} objects", null);
        }

        var chosen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in list.EnumerateArray())
        {
            UnknownMembers.Tell(item, "addOns[]", body.Violations, "id", "quantity");
            var isGood = item.ValueKind == JsonValueKind.Object
                & item.TryGet("id", JsonValueKind.String, out var id) & item.TryGet("quantity", JsonValueKind.Number, out var quantity);
            if (!isGood || !quantity.TryGetInt32(out var number) || number is < 0 or > MostQuantity || !chosen.TryAdd(id.GetString()!, number))
            {
                return body.Wrong<Dictionary<string, int>?>(
                    "addOns", $"must hold an id once and a quantity of 0 to {MostQuantity} in each object", null);
            }
        }

        return chosen;
    }

    private static bool TryGet(this JsonElement item, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out value) && value.ValueKind == kind;
    }
}
