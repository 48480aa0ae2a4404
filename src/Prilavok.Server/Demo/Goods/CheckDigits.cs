namespace Prilavok.Server.Demo.Goods;

/// <summary>Numbers that end in a digit computed from the others.</summary>
internal static class CheckDigits
{
    /// <summary>A bar code of 13 digits.</summary>
    /// <param name="digits">The first twelve.</param>
    public static string Ean13(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
        }

        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    /// <summary>The number of a radio module, 15 digits.</summary>
    /// <param name="digits">The first fourteen.</param>
    public static string Imei(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (digits[i] - '0') * (i % 2 == 0 ? 1 : 2);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
