using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Prilavok.Server.Api.Wire;

/// <summary>Decimal numbers of the wire as scaled integers: 12.5 at scale 2 is 1250.</summary>
internal static class Decimals
{
    /// <summary>Longer texts are no number anybody means.</summary>
    private const int LongestText = 64;

    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000];

    /// <summary>Reads a JSON number, or a string that holds one; digits beyond the scale are rounded half up.</summary>
    /// <param name="most">Largest magnitude of the scaled value.</param>
    public static bool TryRead(JsonElement element, int scale, long most, out long value) => element.ValueKind switch
    {
        JsonValueKind.Number => TryRead(element.GetRawText(), scale, most, out value),
        JsonValueKind.String => TryRead(element.GetString()!, scale, most, out value),
        _ => False(out value),
    };

    public static bool TryRead(string text, int scale, long most, out long value)
    {
        // The exponent is looked at first: the parser would build a number of that many digits.
        if (text.Length is 0 or > LongestText
            || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) > long.MaxValue / 2 / Powers[scale])
        {
            return False(out value);
        }

        value = (long)Math.Round(number * Powers[scale], MidpointRounding.AwayFromZero);
        return Math.Abs(value) <= most;
    }

    /// <summary>Writes a number: without fraction when it is whole, else with all digits of the scale. Never an exponent.</summary>
    public static void Write(Utf8JsonWriter json, long value, int scale)
    {
        Span<byte> text = stackalloc byte[32];
        json.WriteRawValue(text[..Format(value, scale, text, isPadded: false)], skipInputValidation: true);
    }

    public static void Write(Utf8JsonWriter json, string name, long? value, int scale)
    {
        json.WritePropertyName(name);
        if (value is { } known)
        {
            Write(json, known, scale);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>A text: at least one digit after the point, no zeros beyond it, as <c>1.23</c> and <c>2.0</c>.</summary>
    public static string ToText(long value, int scale)
    {
        Span<byte> text = stackalloc byte[32];
        var written = Encoding.ASCII.GetString(text[..Format(value, scale, text, isPadded: true)]).TrimEnd('0');
        return written.EndsWith('.') ? written + "0" : written;
    }

    private static int Format(long value, int scale, Span<byte> text, bool isPadded)
    {
        var power = Powers[scale];
        var whole = Math.Abs(value / power);
        var fraction = Math.Abs(value % power);
        var length = 0;
        if (value < 0)
        {
            text[length++] = (byte)'-';
        }

        whole.TryFormat(text[length..], out var digits, default, CultureInfo.InvariantCulture);
        length += digits;
        if (fraction == 0 && !isPadded)
        {
            return length;
        }

        text[length++] = (byte)'.';
        for (var place = power / 10; place > 0; place /= 10)
        {
            text[length++] = (byte)('0' + (fraction / place % 10));
        }

        return length;
    }

    private static bool False(out long value)
    {
        value = 0;
        return false;
    }
}
