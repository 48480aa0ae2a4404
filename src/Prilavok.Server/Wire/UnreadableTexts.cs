using System.Runtime.InteropServices;
using System.Text.Json;

namespace Prilavok.Server.Wire;

/// <summary>
/// Escapes may name half of a surrogate pair, which is no character and cannot be written out again, and the zero character,
/// which not every database holds.
/// </summary>
internal static class UnreadableTexts
{
    public const string Reason = "must hold characters only: no half of one, and not the zero character";

    /// <summary>False for nearly everything, which has not to be walked through then.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> json) =>
        json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0 || json.IndexOf("\\u0000"u8) >= 0;

    /// <returns>The first value with such a text or such a name; null when there is none.</returns>
    public static JsonElement? Find(JsonElement element)
    {
        if (!MayBeIn(JsonMarshal.GetRawUtf8Value(element)))
        {
            return null;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (!IsReadable(() => member.Name))
                    {
                        return member.Value;
                    }

                    if (Find(member.Value) is { } inside)
                    {
                        return inside;
                    }
                }

                return null;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    if (Find(item) is { } inside)
                    {
                        return inside;
                    }
                }

                return null;
            case JsonValueKind.String when !IsReadable(element.GetString):
                return element;
            default:
                return null;
        }
    }

    private static bool IsReadable(Func<string?> read)
    {
        try
        {
            return read()?.Contains('\0', StringComparison.Ordinal) != true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
