namespace Prilavok.Server.Api.Documents;

/// <summary>Percents of the named taxes.</summary>
internal static class TaxRates
{
    /// <summary>The name of the main rate stayed when the rate rose.</summary>
    private static readonly DateTimeOffset MainRateRose = new(2018, 12, 31, 21, 0, 0, TimeSpan.Zero);

    public static int PercentOf(string? tax, DateTimeOffset at) => tax switch
    {
        "VAT_5" or "VAT_5_105" => 5,
        "VAT_7" or "VAT_7_107" => 7,
        "VAT_10" or "VAT_10_110" => 10,
        "VAT_18" or "VAT_18_118" => at < MainRateRose ? 18 : 20,
        "VAT_20" or "VAT_20_120" => 20,
        "VAT_22" or "VAT_22_122" => 22,
        _ => 0,
    };
}
