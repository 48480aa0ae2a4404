using System.Globalization;
using System.Text.Json;

namespace Prilavok.Server.Wire;

/// <summary>Times as the wire writes them, and every form clients send.</summary>
internal static class Instants
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd",
    ];

    /// <summary>Behind <c>yyyy-MM-ddT</c>, where a sign can only be that of an offset.</summary>
    private const int AfterDay = 11;

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

    /// <summary>
    /// ISO forms with <c>Z</c>, <c>+0000</c>, <c>+00:00</c> or <c>+00</c>, and a plain day. A space stands for the plus that a query lost.
    /// What comes out is in UTC.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset at)
    {
        var isRead = TryParseInItsZone(text, out var local);
        at = local.ToUniversalTime();
        return isRead;
    }

    /// <summary>As <see cref="TryParse(string, out DateTimeOffset)"/>, in the zone that the text names.</summary>
    public static bool TryParseInItsZone(string text, out DateTimeOffset at)
    {
        at = default;
        if (text.Length is < 10 or > 40)
        {
            return false;
        }

        var sign = text.Length > AfterDay ? text.AsSpan(AfterDay).IndexOfAny('+', '-', ' ') : -1;
        if (sign >= 0)
        {
            var before = text[..(AfterDay + sign)];
            var lead = text[AfterDay + sign] == ' ' ? '+' : text[AfterDay + sign];
            var offset = text[(AfterDay + sign + 1)..];
            text = (offset.Length, offset.Contains(':', StringComparison.Ordinal)) switch
            {
                (2, false) => $"{before}{lead}{offset}:00",
                (4, false) => $"{before}{lead}{offset[..2]}:{offset[2..]}",
                _ => $"{before}{lead}{offset}",
            };
        }

        return DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
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
