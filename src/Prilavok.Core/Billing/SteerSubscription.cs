using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Core.Billing;

public abstract record SteerOutcome
{
    private SteerOutcome()
    {
    }

    /// <summary>It is as it was wanted; read it anew.</summary>
    public sealed record Done : SteerOutcome;

    public sealed record NotInstalled : SteerOutcome;

    public sealed record Wrong(TermsFault Fault) : SteerOutcome;

    /// <summary>The rules do not let it happen now.</summary>
    public sealed record Refused(string Reason) : SteerOutcome;

    public sealed record Declined : SteerOutcome;
}

/// <summary>What an owner does with a subscription while it lives: other terms, and paying what is owed.</summary>
public sealed class SteerSubscription(
    IStorage storage, IApps apps, IInstallations installations, ISubscriptions subscriptions, TakeTurn take, ChargeSubscription charge,
    BillingRules rules)
{
    /// <summary>New terms hold at once; the difference is charged first, and terms stay as they were when that is declined.</summary>
    public Task<SteerOutcome> ChangeTermsAsync(string ownerId, Source source, string appId, TermsChoice choice, CancellationToken ct) =>
        SteerAsync(ownerId, source, appId, (app, isInstalled, last, now) => Change(app, isInstalled, last, choice, now), ct);

    /// <summary>An attempt to charge now what is owed.</summary>
    public Task<SteerOutcome> PayAsync(string ownerId, Source source, string appId, CancellationToken ct) =>
        SteerAsync(ownerId, source, appId, (_, isInstalled, last, now) => Pay(isInstalled, last, now), ct);

    private static (Turn? Turn, SteerOutcome Otherwise) Change(App app, bool isInstalled, Subscription? last, TermsChoice choice, DateTimeOffset now)
    {
        if (!isInstalled)
        {
            return (null, new SteerOutcome.NotInstalled());
        }

        if (last is null or { State: SubscriptionState.Terminated } or { IsEnding: true })
        {
            return (null, new SteerOutcome.Refused("The app has no subscription here."));
        }

        var (terms, fault) = choice.Of(app.Settings, last.Terms);
        if (fault is not null)
        {
            return (null, new SteerOutcome.Wrong(fault));
        }

        var isOneTime = last.IsOneTime || terms!.Plan.Period == PlanPeriod.Once;
        return isOneTime && terms != last.Terms ? (null, new SteerOutcome.Refused("What is paid once cannot be changed."))
            : last.IsInDunning ? (null, new SteerOutcome.Refused("The last payment was declined: the terms can be changed once it is paid."))
            : (SubscriptionMachine.ChangeTerms(last, terms!, now), new SteerOutcome.Done());
    }

    private (Turn? Turn, SteerOutcome Otherwise) Pay(bool isInstalled, Subscription? last, DateTimeOffset now) => last switch
    {
        null when !isInstalled => (null, new SteerOutcome.NotInstalled()),
        { IsInDunning: true } when isInstalled => (SubscriptionMachine.PayNow(last, now), new SteerOutcome.Done()),
        { State: SubscriptionState.Terminated, IsEnding: false } when !isInstalled => now - last.TerminatedAt <= rules.RevivalWindow
            ? (SubscriptionMachine.PayNow(last, now), new SteerOutcome.Done())
            : (null, new SteerOutcome.Refused("The subscription ended too long ago: install the app again.")),
        _ when !isInstalled => (null, new SteerOutcome.NotInstalled()),
        _ => (null, new SteerOutcome.Refused("Nothing is owed.")),
    };

    private async Task<SteerOutcome> SteerAsync(
        string ownerId,
        Source source,
        string appId,
        Func<App, bool, Subscription?, DateTimeOffset, (Turn? Turn, SteerOutcome Otherwise)> decide,
        CancellationToken ct)
    {
        while (true)
        {
            var (subscription, isOurs, outcome) = await storage.WriteAsync<(Subscription?, bool, SteerOutcome)>(
                ownerId,
                async work =>
                {
                    var installation = await installations.FindAsync(work, ownerId, appId);
                    if (await apps.FindAsync(work, appId, installation) is not { } app)
                    {
                        return (null, false, new SteerOutcome.NotInstalled());
                    }

                    var last = await subscriptions.LastAsync(work, ownerId, app.Id);
                    if (last?.Pending is not null)
                    {
                        return (last, false, new SteerOutcome.Done());
                    }

                    var (turn, otherwise) = decide(app, installation is not null, last, work.Now);
                    return (turn is null ? null : await take.HandleAsync(work, source, turn), true, otherwise);
                },
                ct);
            if (subscription?.Pending is not { } pending)
            {
                return outcome;
            }

            var charged = await charge.SettleAsync(ownerId, subscription.Id, source, pending, ct);
            if (isOurs)
            {
                return charged == PaymentOutcome.Paid ? outcome : new SteerOutcome.Declined();
            }
        }
    }
}
