using System.Text.Json;

namespace Prilavok.Server.Wire;

/// <summary>Where an object names a member twice, whatever escapes its name is written with.</summary>
internal static class TwinMembers
{
    public const string Reason = "must not be named twice";

    /// <returns>The first such place, as <c>body.positions[0].mark.code</c>; null when there is none.</returns>
    public static string? Find(JsonElement element, string here = "")
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject())
                {
                    var there = here.Length == 0 ? member.Name : $"{here}.{member.Name}";
                    if (!names.Add(member.Name))
                    {
                        return there;
                    }

                    if (Find(member.Value, there) is { } inside)
                    {
                        return inside;
                    }
                }

                return null;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select((item, index) => Find(item, $"{here}[{index}]")).FirstOrDefault(found => found is not null);
            default:
                return null;
        }
    }
}
