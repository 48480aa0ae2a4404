using Prilavok.Server.Documents;

namespace Prilavok.Server.Demo.Papers;

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
    /// <param name="day">On which it is sold.</param>
    public static long Tax(long sum, string tax, DateTime day)
    {
        var rate = TaxRates.PercentOf(tax, day);
        return Divide(sum * rate, 100 + rate);
    }

    /// <summary>Of the part in the whole, in hundred-thousandths of a percent.</summary>
    public static long PercentOf(long part, long whole) => whole == 0 ? 0 : Divide(part * 100_00000, whole);

    public static long Divide(long value, long by) => ((2 * value) + by) / (2 * by);
}
