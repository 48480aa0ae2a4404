using Prilavok.Core.Apps;

namespace Prilavok.Core.Subscriptions;

/// <summary>What an owner chose of an app's offer. Null members were left open.</summary>
public sealed record TermsChoice(string? PlanId, int? Devices, IReadOnlyDictionary<string, int>? AddOns)
{
    /// <summary>The terms chosen, or what is wrong with the choice.</summary>
    /// <param name="present">What holds now: it stands for what was left open. Null of a new subscription.</param>
    public (Terms? Terms, TermsFault? Fault) Of(AppSettings offer, Terms? present)
    {
        if (offer.Plans.Count == 0 && present is null)
        {
            return PlanId is null && Devices is null or 1 && AddOns is null or { Count: 0 }
                ? (null, null)
                : (null, new TermsFault("planId", "the app is free: it has no plans"));
        }

        var plan = PlanId is null || Same(PlanId, present?.Plan.Id)
            ? present?.Plan ?? offer.Plans[0]
            : offer.Plans.FirstOrDefault(known => Same(known.Id, PlanId));
        if (plan is null)
        {
            return (null, new TermsFault("planId", $"the app has no plan {PlanId}"));
        }

        var addOns = new List<ChosenAddOn>();
        foreach (var (id, quantity) in (AddOns ?? new Dictionary<string, int>()).Where(chosen => chosen.Value > 0).OrderBy(
            chosen => chosen.Key, StringComparer.Ordinal))
        {
            if (offer.AddOns?.FirstOrDefault(known => Same(known.Id, id)) is not { } addOn)
            {
                return (null, new TermsFault("addOns", $"the app has no add-on {id}"));
            }

            addOns.Add(new ChosenAddOn(id, quantity, addOn.Price));
        }

        return (new Terms(plan, Devices ?? present?.Devices ?? 1, AddOns is null ? present?.AddOns ?? [] : addOns), null);
    }

    private static bool Same(string id, string? other) => string.Equals(id, other, StringComparison.Ordinal);
}

/// <param name="Subject">The member that is wrong.</param>
public sealed record TermsFault(string Subject, string Reason);
