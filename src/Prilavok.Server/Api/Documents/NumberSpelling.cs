using System.Buffers.Text;

namespace Prilavok.Server.Api.Documents;

/// <summary>One spelling for all of one number: its digits from the first to the last that counts, and the power of ten behind them.</summary>
internal static class NumberSpelling
{
    /// <summary>An exponent of more digits is of no number anybody has; such a number is equal to itself only.</summary>
    private const int LongestExponent = 9;

    /// <summary>1.50, 15e-1 and 0.15E+1 are 15e-1; 0, -0 and 0.00 are 0.</summary>
    /// <param name="number">As JSON spells it.</param>
    /// <param name="to">Of the length of the number and three bytes more at the least.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<byte> number, Span<byte> to)
    {
        if (!TryTakeApart(number, out var mantissa, out var exponent))
        {
            number.CopyTo(to);
            return number.Length;
        }

        var length = 0;
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
            return 1;
        }

        exponent += length - last;
        if (exponent == 0)
        {
            return last;
        }

        to[last] = (byte)'e';
        Utf8Formatter.TryFormat(exponent, to[(last + 1)..], out var written);
        return last + 1 + written;
    }

    /// <summary>Digits and point without the exponent, and the exponent.</summary>
    public static bool TryTakeApart(ReadOnlySpan<byte> number, out ReadOnlySpan<byte> mantissa, out long exponent)
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
