using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;

namespace Prilavok.Server.Api.Extras;

/// <summary>Schemes or extras of v1. One that is wrong spoils the whole body: nothing of it is kept.</summary>
internal static class ExtraReaderV1
{
    /// <summary>Whoever has made so many mistakes makes the same one everywhere.</summary>
    private const int MostFaults = 100;

    public static bool TryRead(
        JsonElement array, ExtraKind kind, string appId, out IReadOnlyList<ExtraItem> items, out IReadOnlyList<FaultV1> faults)
    {
        var read = new List<ExtraItem>();
        var found = new List<FaultV1>();
        items = read;
        faults = found;
        foreach (var (index, element) in array.EnumerateArray().Index())
        {
            var fields = new ExtraFields(element, $"[{index}]", found);
            if (fields.IsObject())
            {
                read.Add(Read(fields, kind, appId));
            }

            if (found.Count >= MostFaults)
            {
                break;
            }
        }

        return found.Count == 0;
    }

    /// <summary><c>["…"]</c>; an empty array means everything.</summary>
    /// <param name="ids">Null for everything.</param>
    public static bool TryReadIds(JsonElement list, out IReadOnlyList<string>? ids)
    {
        ids = null;
        if (list.ValueKind != JsonValueKind.Array
            || list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String || !ProductLimits.CouldBeId(item.GetString())))
        {
            return false;
        }

        ids = list.GetArrayLength() == 0 ? null : [.. list.EnumerateArray().Select(item => item.GetString()!)];
        return true;
    }

    private static ExtraItem Read(ExtraFields fields, ExtraKind kind, string appId)
    {
        var id = fields.Id("uuid");
        return new ExtraItem(id, Json.Render(json =>
        {
            switch (kind)
            {
                case ExtraKind.Scheme:
                    SchemeFormV1.Write(json, fields, id, appId);
                    break;
                case ExtraKind.Extra:
                    ExtraFormV1.Write(json, fields, id, appId);
                    break;
                default:
                    throw new InvalidOperationException($"No form for {kind}.");
            }
        }));
    }
}
