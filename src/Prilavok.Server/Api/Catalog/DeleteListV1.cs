using System.Text.Json;
using Prilavok.Server.Reading;

namespace Prilavok.Server.Api.Catalog;

/// <summary><c>[{"uuid":"…"}]</c>; an empty array means everything, and so does no body, as until 2017.</summary>
internal static class DeleteListV1
{
    /// <param name="body">Null when there is none.</param>
    /// <param name="all">True when the store is to be emptied.</param>
    public static bool TryRead(JsonElement? body, out IReadOnlyList<string> ids, out bool all)
    {
        var read = new List<string>();
        ids = read;
        all = body is null;
        if (body is not { } element)
        {
            return true;
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object
                || !item.TryGetProperty("uuid", out var uuid)
                || uuid.ValueKind != JsonValueKind.String
                || !ProductLimits.CouldBeId(uuid.GetString()))
            {
                return false;
            }

            read.Add(uuid.GetString()!);
        }

        all = read.Count == 0;
        return true;
    }
}
