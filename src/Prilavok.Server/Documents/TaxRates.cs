namespace Prilavok.Server.Documents;

/// <summary>Percents of the named taxes. The names of the main rate stayed when it rose, so what they say depends on the day.</summary>
internal static class TaxRates
{
    /// <summary>What the main rate is from each day on, the latest first.</summary>
    private static readonly (DateTime From, int Percent)[] Main = [(new(2026, 1, 1), 22), (new(2019, 1, 1), 20), (DateTime.MinValue, 18)];

    /// <param name="day">Local time where the document was closed.</param>
    public static int PercentOf(string? tax, DateTime day) => tax switch
    {
        "VAT_5" or "VAT_5_105" => 5,
        "VAT_7" or "VAT_7_107" => 7,
        "VAT_10" or "VAT_10_110" => 10,
        "VAT_18" or "VAT_18_118" => MainOn(day),
        "VAT_20" or "VAT_20_120" => 20,
        "VAT_22" or "VAT_22_122" => 22,
        _ => 0,
    };

    private static int MainOn(DateTime day) => Array.Find(Main, rate => day >= rate.From).Percent;
}
