using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Core.Billing;

/// <summary>Writes down what a turn of a subscription came to, with everything that follows from it, as part of one commit.</summary>
public sealed class TakeTurn(
    ISubscriptions subscriptions, IApps apps, IInstallations installations, KeepInstallations keep, IEventLog log, BillingRules rules,
    TimeProvider clock)
{
    /// <returns>The subscription as it is now.</returns>
    public async Task<Subscription> HandleAsync(IOwnerWork work, Source source, Turn turn)
    {
        var next = turn.Next;
        if (turn.Removes)
        {
            next = next with { UserToken = (await installations.FindAsync(work, work.OwnerId, next.AppId))?.UserToken };
        }

        await subscriptions.SaveAsync(work, next, next.Pending is null ? null : clock.GetUtcNow() + rules.Lease);
        if (turn.News.Count > 0)
        {
            await log.AppendAsync(work, source, [.. turn.News.Select(EventOf)]);
        }

        var installation = await installations.FindAsync(work, work.OwnerId, next.AppId);
        if (await apps.FindAsync(work, next.AppId, installation) is { } app)
        {
            await FollowAsync(work, source, turn, app, installation);
        }

        return next;
    }

    private async Task FollowAsync(IOwnerWork work, Source source, Turn turn, App app, Installation? installation)
    {
        if (turn.Removes)
        {
            await keep.RemoveAsync(work, source, app);
        }

        if (!turn.Installs)
        {
            return;
        }

        if (installation is null)
        {
            // It was removed because nobody paid; what comes back is what the store has now.
            app = await apps.FindOfferedAsync(work, work.OwnerId, app.Id) ?? app;
            await keep.AddAsync(work, app, turn.Next.UserToken, partnerBills: false);
        }

        await keep.AnnounceAsync(work, source, app);
    }

    private static NewEvent EventOf(SubscriptionNews news) => new(
        EventKind.Subscription,
        news.Type switch
        {
            NewsType.Created => EventAction.Created,
            NewsType.Terminated => EventAction.Removed,
            _ => EventAction.Updated,
        },
        news.SubscriptionId,
        null,
        new SubscriptionFact(news));
}
