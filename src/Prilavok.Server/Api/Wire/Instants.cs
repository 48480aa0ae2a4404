using System.Globalization;
using System.Text.Json;

namespace Prilavok.Server.Api.Wire;

/// <summary>Times as the wire writes them, and every form clients send.</summary>
internal static class Instants
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd",
    ];

    /// <summary><c>2024-10-14T10:16:29.821+0000</c>: UTC, milliseconds, no colon in the offset.</summary>
    public static string Format(DateTimeOffset at) => string.Create(28, at.UtcDateTime, static (text, utc) =>
    {
        // Lists are full of these; a standard format costs a fraction of one that is spelled out.
        utc.TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        text[length++] = '.';
        utc.Millisecond.TryFormat(text[length..], out _, "D3", CultureInfo.InvariantCulture);
        "+0000".CopyTo(text[(length + 3)..]);
    });

    /// <summary><c>2024-10-14T10:16:29.821Z</c>.</summary>
    public static string FormatZ(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>ISO forms with <c>Z</c>, <c>+0000</c> or <c>+00:00</c>, and a plain day. A space stands for the plus that a query lost.</summary>
    public static bool TryParse(string text, out DateTimeOffset at)
    {
        at = default;
        if (text.Length is < 10 or > 40)
        {
            return false;
        }

        var sign = text.Length > 19 ? text.AsSpan(19).IndexOfAny('+', '-', ' ') : -1;
        if (sign >= 0)
        {
            var offset = text[(19 + sign + 1)..];
            var lead = text[19 + sign] == ' ' ? '+' : text[19 + sign];
            text = offset.Length == 4 && !offset.Contains(':', StringComparison.Ordinal)
                ? $"{text[..(19 + sign)]}{lead}{offset[..2]}:{offset[2..]}"
                : $"{text[..(19 + sign)]}{lead}{offset}";
        }

        return DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
    }

    /// <summary>As <see cref="TryParse(string, out DateTimeOffset)"/>, or unix milliseconds as a number.</summary>
    public static bool TryParse(JsonElement element, out DateTimeOffset at)
    {
        at = default;
        if (element.ValueKind == JsonValueKind.String)
        {
            return TryParse(element.GetString()!, out at);
        }

        if (element.ValueKind != JsonValueKind.Number
            || !element.TryGetInt64(out var ms)
            || ms < DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        at = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        return true;
    }

    /// <summary>A parameter with unix milliseconds. Empty is not given, and null then.</summary>
    public static bool TryParseMs(string text, out DateTimeOffset? at)
    {
        at = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)
            || ms < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        at = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        return true;
    }
}
