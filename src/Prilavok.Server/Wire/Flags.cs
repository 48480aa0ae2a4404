using System.Text.Json;

namespace Prilavok.Server.Wire;

/// <summary>
/// Flags of the wire, read in one way everywhere: true and false as JSON or as a text in any case, 1 and 0 as a number or a text.
/// Anything else is no flag, and is told: a switch that deletes must not be thrown by a word nobody understands.
/// </summary>
internal static class Flags
{
    public const string Expected = "must be true or false";

    public static bool TryRead(JsonElement element, out bool value)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                value = element.ValueKind == JsonValueKind.True;
                return true;
            case JsonValueKind.String:
                return TryRead(element.GetString(), out value);
            case JsonValueKind.Number:
                var digits = element.GetRawText(); // As it is spelled: 1e-300 is not 0.
                return TryRead(digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits, out value);
            default:
                value = false;
                return false;
        }
    }

    public static bool TryRead(string? text, out bool value)
    {
        value = text is "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
        return value || text is "0" || string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);
    }
}
