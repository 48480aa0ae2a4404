namespace Prilavok.Core.Apps;

/// <param name="Price">Kopecks a period.</param>
/// <param name="PerDevice">The price is that of one terminal.</param>
public sealed record Plan(string Id, string? Name, long Price, PlanPeriod Period, bool PerDevice)
{
    /// <summary>Of a plan per device: the most that applies is taken off the whole; null is none.</summary>
    public IReadOnlyList<PlanDiscount>? Discounts { get; init; }

    /// <returns>Kopecks for a period.</returns>
    public long PriceFor(int devices)
    {
        if (!PerDevice)
        {
            return Price;
        }

        var percent = (Discounts ?? []).Where(discount => discount.From <= devices).Select(discount => discount.Percent).DefaultIfEmpty(0).Max();
        return (long)Math.Round(Price * (decimal)devices * (100 - percent) / 100, MidpointRounding.AwayFromZero);
    }
}

/// <param name="From">Number of terminals it begins with.</param>
public sealed record PlanDiscount(int From, int Percent);

public enum PlanPeriod
{
    Once,
    Month,
    Year,
}
