using System.Globalization;

namespace Prilavok.Core.Subscriptions;

/// <summary>What becomes of a subscription: how it is afterwards, what its service is told, and what follows for the installation.</summary>
/// <param name="Removes">The app leaves the account.</param>
/// <param name="Installs">The app has come (back) into the account, and its service is to hear of it.</param>
public sealed record Turn(Subscription Next, IReadOnlyList<SubscriptionNews> News, bool Removes = false, bool Installs = false);

/// <summary>
/// The life of a subscription, without a clock, a database or a bank: each function answers with the next state and the
/// events. A charge is ordered by one turn (<see cref="Subscription.Pending"/>) and settled by another.
/// </summary>
public static class SubscriptionMachine
{
    /// <summary>Attempts after the one on the day itself.</summary>
    public const int DunningAttempts = 5;

    /// <summary>From one attempt to the next.</summary>
    public static readonly TimeSpan DunningStep = TimeSpan.FromDays(1);

    /// <summary>Opens a subscription. Without a trial the first payment is wanted at once.</summary>
    public static Turn Start(string id, string ownerId, string appId, Terms terms, int trialDays, TimeSpan lead, DateTimeOffset now)
    {
        now = Whole(now);
        var end = now + TimeSpan.FromDays(trialDays);
        var started = new Subscription
        {
            Id = id,
            OwnerId = ownerId,
            AppId = appId,
            State = SubscriptionState.Created,
            Terms = terms,
            TrialDays = trialDays,
            StartedAt = now,
            PeriodStart = now,
            NextBillingAt = end,
            Anchor = end,
            Lead = lead,
        };
        var told = new Narrator(started);
        told.Tell(new SubscriptionNews(id, appId, NewsType.Created, 0, terms.Plan.Id, trialDays, terms.Devices));
        told.TellAddOns(terms);
        return trialDays > 0
            ? told.End(started, installs: true)
            : Due(told.End(started with { AwaitsInstallation = true }), now);
    }

    /// <summary>What time alone brings: a payment is wanted, or what is paid ends.</summary>
    public static Turn Due(Subscription subscription, DateTimeOffset now)
    {
        now = Whole(now);
        if (subscription.Pending is not null || subscription.DueAt is not { } due || due > now)
        {
            return new Turn(subscription, []);
        }

        return subscription.IsEnding
            ? Terminate(subscription, now, removes: false)
            : Order(subscription, ChargeReason.Period, subscription.Terms.Price, now);
    }

    /// <summary>The outcome of the charge that was pending.</summary>
    public static Turn Settle(Subscription subscription, bool isPaid, DateTimeOffset now)
    {
        now = Whole(now);
        var charge = subscription.Pending ?? throw new InvalidOperationException($"No charge of subscription {subscription.Id} is pending.");
        var settled = subscription with { Pending = null, AwaitsInstallation = false };
        var turn = (charge.Reason, isPaid) switch
        {
            (ChargeReason.Period or ChargeReason.Again, true) => Renew(settled, charge),
            (ChargeReason.Period, false) when settled.Attempts >= DunningAttempts => Terminate(settled, now, removes: true),
            (ChargeReason.Period, false) => new Turn(settled with { Attempts = settled.Attempts + 1 }, []),
            (ChargeReason.Terms, true) => NewTerms.Apply(settled, charge.Terms!, charge.Amount, now),
            (ChargeReason.Revival, true) => Revive(settled, charge, now),
            _ => new Turn(settled, []),
        };
        return turn with { Installs = turn.Installs || (subscription.AwaitsInstallation && !turn.Removes) };
    }

    /// <summary>Another plan, another number of terminals, other options. The difference is charged first where there is one.</summary>
    public static Turn ChangeTerms(Subscription subscription, Terms terms, DateTimeOffset now)
    {
        if (terms.Plan.Id == subscription.Terms.Plan.Id && terms.Devices == subscription.Terms.Devices && terms.HasAddOns(subscription.Terms))
        {
            return new Turn(subscription, []);
        }

        now = Whole(now);
        var difference = NewTerms.DifferenceOf(subscription, terms, now);
        return difference == 0
            ? NewTerms.Apply(subscription, terms, 0, now)
            : Order(subscription, ChargeReason.Terms, difference, now, terms);
    }

    /// <summary>The owner removes the app. What is paid can be taken back until it ends; where nothing is, it ends now.</summary>
    public static Turn Remove(Subscription subscription, DateTimeOffset now)
    {
        now = Whole(now);
        if (subscription.State == SubscriptionState.Terminated || subscription.IsEnding)
        {
            return new Turn(subscription, []);
        }

        var ending = subscription with { IsEnding = true };
        if (subscription.NextBillingAt is not { } end)
        {
            return new Turn(ending, []); // Bought for ever.
        }

        if (end <= now)
        {
            return Terminate(subscription, now, removes: false);
        }

        var told = new Narrator(subscription);
        if (!subscription.IsOneTime)
        {
            told.Tell(told.Of(NewsType.TerminationRequested));
        }

        return told.End(ending);
    }

    /// <summary>The app comes back before what is paid has ended.</summary>
    public static Turn TakeBack(Subscription subscription, Terms? terms, DateTimeOffset now)
    {
        var told = new Narrator(subscription);
        if (!subscription.IsOneTime)
        {
            told.Tell(told.Of(NewsType.Renewed) with { NextBillingAt = subscription.NextBillingAt });
        }

        var back = told.End(subscription with { IsEnding = false });
        if (terms is null || subscription.IsOneTime)
        {
            return back with { Installs = true };
        }

        var changed = ChangeTerms(back.Next, terms, now);
        return changed.Next.Pending is null
            ? new Turn(changed.Next, [.. back.News, .. changed.News], Installs: true)
            : new Turn(changed.Next with { AwaitsInstallation = true }, [.. back.News, .. changed.News]);
    }

    /// <summary>The owner asks for a charge now: in dunning, or to come back after a payment failed for good.</summary>
    public static Turn PayNow(Subscription subscription, DateTimeOffset now) => Order(
        subscription,
        subscription.State == SubscriptionState.Terminated ? ChargeReason.Revival : ChargeReason.Again,
        subscription.Terms.Price,
        Whole(now));

    /// <summary>
    /// The id of a charge is made of its number and all that it is for: it is the same after a crash, and never that of two charges. Where the
    /// database was put back, a number comes again; the charge that was lost then has the id of the new one if it was for the same, and is not
    /// taken twice.
    /// </summary>
    private static Turn Order(Subscription subscription, ChargeReason reason, long amount, DateTimeOffset now, Terms? terms = null)
    {
        var number = subscription.Charges + 1;
        var wanted = terms ?? subscription.Terms;
        var options = string.Join(
            ',', wanted.AddOns.Select(addOn => string.Create(CultureInfo.InvariantCulture, $"{addOn.Id} {addOn.Quantity} {addOn.Price}")));
        var meaning = string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)reason} {amount} for {subscription.NextBillingAt?.ToUnixTimeMilliseconds()}: {wanted.Plan.Id} {wanted.Price} {wanted.Devices} "
                + $"[{options}]");
        var id = Ids.NamedUuid(string.Create(CultureInfo.InvariantCulture, $"charge {number} of {subscription.Id}, {meaning}")).ToString();
        return new Turn(subscription with { Charges = number, Pending = new Charge(id, reason, amount, now, terms) }, []);
    }

    private static Turn Due(Turn turn, DateTimeOffset now)
    {
        var due = Due(turn.Next, now);
        return due with { News = [.. turn.News, .. due.News] };
    }

    private static Turn Renew(Subscription subscription, Charge charge)
    {
        var isFirst = subscription.State == SubscriptionState.Created;
        var next = subscription with
        {
            State = SubscriptionState.Active,
            PeriodStart = subscription.NextBillingAt!.Value,
            NextBillingAt = NewTerms.EndOf(subscription.Anchor, subscription.Periods + 1, subscription.Terms.Plan.Period),
            Periods = subscription.Periods + 1,
            Attempts = 0,
        };
        return Tell(next, isFirst ? NewsType.Activated : NewsType.Renewed, charge);
    }

    private static Turn Revive(Subscription subscription, Charge charge, DateTimeOffset now)
    {
        var next = subscription with
        {
            State = SubscriptionState.Active,
            PeriodStart = now,
            Anchor = now,
            NextBillingAt = NewTerms.EndOf(now, 1, subscription.Terms.Plan.Period),
            Periods = 1,
            Attempts = 0,
            IsEnding = false,
            TerminatedAt = null,
        };
        return Tell(next, NewsType.Renewed, charge) with { Installs = true };
    }

    private static Turn Tell(Subscription next, NewsType type, Charge charge)
    {
        var told = new Narrator(next);
        told.Tell(told.Of(type) with { NextBillingAt = next.NextBillingAt, Charged = charge.Amount });
        return told.End(next);
    }

    private static Turn Terminate(Subscription subscription, DateTimeOffset now, bool removes)
    {
        var told = new Narrator(subscription);
        told.Tell(told.Of(NewsType.Terminated));
        return told.End(subscription with { State = SubscriptionState.Terminated, TerminatedAt = now, IsEnding = !removes }, removes);
    }

    /// <summary>Times are kept in whole milliseconds, and what is due at one must be due when it is.</summary>
    private static DateTimeOffset Whole(DateTimeOffset now) => DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
}
