using Prilavok.Core.Apps;

namespace Prilavok.Core.Subscriptions;

/// <summary>What an owner pays for: a plan as it was when it was chosen, for so many terminals, with paid options.</summary>
public sealed record Terms(Plan Plan, int Devices, IReadOnlyList<ChosenAddOn> AddOns)
{
    /// <summary>Kopecks for a whole period.</summary>
    public long Price => Plan.PriceFor(Devices) + AddOns.Sum(addOn => addOn.Price * addOn.Quantity);

    public bool HasAddOns(Terms other) => AddOns.SequenceEqual(other.AddOns);
}

/// <param name="Price">Kopecks for one a period.</param>
public sealed record ChosenAddOn(string Id, int Quantity, long Price);
