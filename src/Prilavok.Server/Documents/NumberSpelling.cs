using System.Buffers.Text;

namespace Prilavok.Server.Documents;

/// <summary>How numbers are spelled that nobody here reckons with.</summary>
internal static class NumberSpelling
{
    /// <summary>Longer than this no number is written out in full.</summary>
    public const int LongestPlain = 40;

    /// <summary>An exponent of more digits is of no number anybody has.</summary>
    private const int LongestExponent = 9;

    /// <summary>One spelling for all of one number: 1.50, 15e-1 and 0.15E+1 are 15e-1; 0, -0 and 0.00 are 0.</summary>
    /// <param name="number">As JSON spells it.</param>
    /// <param name="to">Of the length of the number and three bytes more at the least.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<byte> number, Span<byte> to)
    {
        if (!TryWriteDigits(number, to, out var length, out var exponent))
        {
            number.CopyTo(to);
            return number.Length;
        }

        if (exponent == 0)
        {
            return length;
        }

        to[length] = (byte)'e';
        Utf8Formatter.TryFormat(exponent, to[(length + 1)..], out var written);
        return length + 1 + written;
    }

    /// <summary>The same number without an exponent, which many clients cannot read: 1e-7 is 0.0000001.</summary>
    /// <param name="to">Of <see cref="LongestPlain"/> bytes.</param>
    /// <returns>How many bytes were written; 0 when it would be too long.</returns>
    public static int WritePlain(ReadOnlySpan<byte> number, Span<byte> to)
    {
        Span<byte> digits = stackalloc byte[LongestPlain + 8];
        if (number.Length > LongestPlain || !TryWriteDigits(number, digits, out var length, out var exponent))
        {
            return 0;
        }

        var sign = digits[0] == (byte)'-' ? 1 : 0;
        var count = length - sign;
        var whole = count + exponent; // Digits before the point.
        var total = sign + (exponent >= 0 ? whole : whole > 0 ? count + 1 : count - whole + 2);
        if (total > LongestPlain)
        {
            return 0;
        }

        digits[..sign].CopyTo(to);
        digits = digits[sign..length];
        var rest = to[sign..(int)total];
        rest.Fill((byte)'0');
        if (exponent >= 0)
        {
            digits.CopyTo(rest);
        }
        else if (whole > 0)
        {
            digits[..(int)whole].CopyTo(rest);
            rest[(int)whole] = (byte)'.';
            digits[(int)whole..].CopyTo(rest[((int)whole + 1)..]);
        }
        else
        {
            rest[1] = (byte)'.';
            digits.CopyTo(rest[^count..]);
        }

        return (int)total;
    }

    /// <summary>True for a number as people write it, no digit of which is lost at a scale: 12.50 at scale 2, but not 0012, 1e1 or 1.999.</summary>
    public static bool IsExact(ReadOnlySpan<byte> text, int scale)
    {
        var digits = text.Length > 0 && text[0] == (byte)'-' ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        return whole.Length > 0
            && !(whole.Length > 1 && whole[0] == (byte)'0')
            && !(point >= 0 && fraction.Length == 0)
            && !whole.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && !fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && !fraction[Math.Min(scale, fraction.Length)..].ContainsAnyExcept((byte)'0');
    }

    /// <summary>The sign, and the digits from the first to the last that is not zero.</summary>
    /// <param name="exponent">The power of ten behind them.</param>
    private static bool TryWriteDigits(ReadOnlySpan<byte> number, Span<byte> to, out int length, out long exponent)
    {
        length = 0;
        if (!TryTakeApart(number, out var mantissa, out exponent))
        {
            return false;
        }

        if (mantissa[0] == (byte)'-')
        {
            to[length++] = (byte)'-';
        }

        var first = length;
        var last = first;
        var hasPoint = false;
        foreach (var digit in mantissa[first..])
        {
            if (digit == (byte)'.')
            {
                hasPoint = true;
                continue;
            }

            exponent -= hasPoint ? 1 : 0;
            if (length > first || digit != (byte)'0')
            {
                to[length++] = digit;
                last = digit == (byte)'0' ? last : length;
            }
        }

        if (last == first)
        {
            to[0] = (byte)'0';
            length = 1;
            exponent = 0;
            return true;
        }

        exponent += length - last;
        length = last;
        return true;
    }

    /// <summary>Digits and point without the exponent, and the exponent.</summary>
    private static bool TryTakeApart(ReadOnlySpan<byte> number, out ReadOnlySpan<byte> mantissa, out long exponent)
    {
        var e = number.IndexOfAny((byte)'e', (byte)'E');
        mantissa = e < 0 ? number : number[..e];
        exponent = 0;
        if (e < 0)
        {
            return true;
        }

        var power = number[(e + 1)..];
        var isNegative = power[0] == (byte)'-';
        power = power[0] is (byte)'-' or (byte)'+' ? power[1..] : power;
        power = power.TrimStart((byte)'0');
        if (power.Length > LongestExponent)
        {
            return false;
        }

        foreach (var digit in power)
        {
            exponent = (exponent * 10) + (digit - '0');
        }

        exponent = isNegative ? -exponent : exponent;
        return true;
    }
}
