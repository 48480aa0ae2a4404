using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Prilavok.Server.Wire;

/// <summary>Decimal numbers of the wire as scaled integers: 12.5 at scale 2 is 1250.</summary>
internal static class Decimals
{
    /// <summary>Longer texts are no number anybody means.</summary>
    private const int LongestText = 64;

    /// <summary>So many digits fit whatever they are.</summary>
    private const int LongestPlain = 18;

    public const int FinestScale = 5;

    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    /// <summary>Reads a JSON number, or a string that holds one; digits beyond the scale are rounded half up.</summary>
    /// <param name="most">Largest magnitude of the scaled value.</param>
    public static bool TryRead(JsonElement element, int scale, long most, out long value) => element.ValueKind switch
    {
        JsonValueKind.Number => TryRead(JsonMarshal.GetRawUtf8Value(element), scale, most, out value),
        JsonValueKind.String => TryRead(Encoding.UTF8.GetBytes(element.GetString()!), scale, most, out value),
        _ => False(out value),
    };

    public static bool TryRead(ReadOnlySpan<byte> text, int scale, long most, out long value)
    {
        if (TryReadPlain(text, scale, out value))
        {
            return Math.Abs(value) <= most;
        }

        // The exponent is looked at first: the parser would build a number of that many digits.
        if (text.Length is 0 or > LongestText
            || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) > long.MaxValue / 2 / Powers[scale])
        {
            return False(out value);
        }

        value = (long)Math.Round(number * Powers[scale], MidpointRounding.AwayFromZero);
        return Math.Abs(value) <= most;
    }

    /// <summary>True for what is a number, though perhaps none of the scale and size that is wanted.</summary>
    public static bool IsNumber(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number
        || (element.ValueKind == JsonValueKind.String
            && element.GetString() is [('-' or (>= '0' and <= '9')), ..] text
            && char.IsAsciiDigit(text[^1])
            && double.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
                out _));

    /// <summary>The reason that a number has more digits than there is room for.</summary>
    public static string OutOfBounds(int scale, long most) => string.Create(
        CultureInfo.InvariantCulture,
        $"numeric value out of bounds (<{(most / Powers[scale]).ToString(CultureInfo.InvariantCulture).Length} digits>.<{scale} digits> expected)");

    /// <summary>What nearly every number looks like: a few digits, at most as many after the point as the scale has.</summary>
    private static bool TryReadPlain(ReadOnlySpan<byte> text, int scale, out long value)
    {
        value = 0;
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        var digits = isNegative ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        var fraction = point < 0 ? 0 : digits.Length - point - 1;
        if (digits.Length == 0 || digits.Length + scale - fraction > LongestPlain || fraction > scale
            || point == 0 || (point > 0 && fraction == 0) || point != digits.LastIndexOf((byte)'.'))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (digit is >= (byte)'0' and <= (byte)'9')
            {
                value = (value * 10) + (digit - '0');
            }
            else if (digit != (byte)'.')
            {
                return false;
            }
        }

        value *= Powers[scale - fraction];
        value = isNegative ? -value : value;
        return true;
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
        var written = ToShortText(value, scale);
        return written.Contains('.', StringComparison.Ordinal) ? written : written + ".0";
    }

    /// <summary>A text with no digit too many, as <c>247.5</c> and <c>158</c>.</summary>
    public static string ToShortText(long value, int scale)
    {
        Span<byte> text = stackalloc byte[32];
        return Encoding.ASCII.GetString(text[..Format(value, scale, text, isPadded: true)]).TrimEnd('0').TrimEnd('.');
    }

    private static int Format(long value, int scale, Span<byte> text, bool isPadded)
    {
        var power = (ulong)Powers[scale];
        var size = value < 0 ? 0UL - (ulong)value : (ulong)value; // The smallest number has no opposite among its own kind.
        var whole = size / power;
        var fraction = size % power;
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
