namespace Prilavok.Server.Sandbox.Demo.Papers;

/// <summary>
/// Arithmetic of receipts. Amounts are kopecks, quantities are thousandths, nothing is negative; halves are rounded up.
/// </summary>
internal static class Kopecks
{
    public static long Times(long price, long quantity) => Divide(price * quantity, 1000);

    /// <summary>The price of one, given the price of all.</summary>
    public static long Each(long sum, long quantity) => Divide(sum * 1000, quantity);

    public static long Percent(long sum, int percent) => Divide(sum * percent, 100);

    /// <summary>The tax a sum includes.</summary>
    public static long Tax(long sum, string tax)
    {
        var rate = RateOf(tax);
        return Divide(sum * rate, 100 + rate);
    }

    /// <summary>Of the part in the whole, in hundred-thousandths of a percent.</summary>
    public static long PercentOf(long part, long whole) => whole == 0 ? 0 : Divide(part * 100_00000, whole);

    public static long Divide(long value, long by) => ((2 * value) + by) / (2 * by);

    /// <summary>Percent. The names with 18 have meant the main rate of the day, 20 %, since 2019.</summary>
    private static int RateOf(string tax) => tax switch
    {
        "VAT_5" or "VAT_5_105" => 5,
        "VAT_7" or "VAT_7_107" => 7,
        "VAT_10" or "VAT_10_110" => 10,
        "VAT_18" or "VAT_18_118" or "VAT_20" or "VAT_20_120" => 20,
        "VAT_22" or "VAT_22_122" => 22,
        _ => 0,
    };
}
