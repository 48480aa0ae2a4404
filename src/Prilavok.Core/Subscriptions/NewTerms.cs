using Prilavok.Core.Apps;

namespace Prilavok.Core.Subscriptions;

/// <summary>What other terms do to a subscription.</summary>
internal static class NewTerms
{
    /// <summary>They hold from now on. A period of another length begins anew.</summary>
    /// <param name="charged">Kopecks.</param>
    public static Turn Apply(Subscription subscription, Terms terms, long charged, DateTimeOffset now)
    {
        var former = subscription.Terms;
        var next = subscription with { Terms = terms };
        if (subscription.State == SubscriptionState.Active && former.Plan.Period != terms.Plan.Period)
        {
            next = next with { PeriodStart = now, Anchor = now, Periods = 1, NextBillingAt = EndOf(now, 1, terms.Plan.Period) };
        }

        var told = new Narrator(next);
        told.Tell(told.Of(NewsType.TermsChanged) with
        {
            PlanId = former.Plan.Id == terms.Plan.Id ? null : terms.Plan.Id,
            Devices = former.Devices == terms.Devices ? null : terms.Devices,
            NextBillingAt = next.NextBillingAt == subscription.NextBillingAt ? null : next.NextBillingAt,
            Charged = charged == 0 ? null : charged,
        });
        if (!terms.HasAddOns(former))
        {
            told.Tell(told.Of(NewsType.AddonsUpdated) with { AddOns = terms.AddOns });
        }

        return told.End(next);
    }

    /// <summary>Kopecks owed at once; 0 where nothing is, as in a trial.</summary>
    public static long DifferenceOf(Subscription subscription, Terms terms, DateTimeOffset now)
    {
        if (subscription.State != SubscriptionState.Active || subscription.NextBillingAt is not { } end)
        {
            return 0;
        }

        var (start, before, after) = (subscription.PeriodStart, subscription.Terms.Price, terms.Price);
        return subscription.Terms.Plan.Period == terms.Plan.Period
            ? Proration.Difference(start, end, now, before, after)
            : Proration.NewPeriod(start, end, now, before, after);
    }

    /// <summary>When so many periods from <paramref name="anchor"/> end; null of what is paid once.</summary>
    public static DateTimeOffset? EndOf(DateTimeOffset anchor, int periods, PlanPeriod period) => period switch
    {
        PlanPeriod.Once => null,
        PlanPeriod.Month => anchor.AddMonths(periods),
        PlanPeriod.Year => anchor.AddYears(periods),
    };
}
