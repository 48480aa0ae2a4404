using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Core.Billing;

/// <summary>Takes an app out of an owner's account, and lets its subscription end.</summary>
public sealed class RemoveApp(
    IStorage storage, IApps apps, IInstallations installations, ISubscriptions subscriptions, KeepInstallations keep, TakeTurn take,
    ChargeSubscription charge)
{
    /// <returns>False when the owner does not have the app.</returns>
    public async Task<bool> HandleAsync(string ownerId, Source source, string appId, CancellationToken ct)
    {
        while (true)
        {
            var (isRemoved, busy) = await storage.WriteAsync<(bool, Subscription?)>(
                ownerId,
                async work =>
                {
                    if (await installations.FindAsync(work, ownerId, appId) is not { } installation
                        || await apps.FindInstalledAsync(work, installation) is not { } app)
                    {
                        return (false, null);
                    }

                    var last = await subscriptions.LastAsync(work, ownerId, app.Id);
                    if (last?.Pending is not null)
                    {
                        return (false, last);
                    }

                    if (last is not null)
                    {
                        await take.HandleAsync(work, source, SubscriptionMachine.Remove(last, work.Now));
                    }

                    await keep.RemoveAsync(work, source, app);
                    return (true, null);
                },
                ct);
            if (busy is null)
            {
                return isRemoved;
            }

            // A charge is under way: only when it is known what it came to can the subscription end.
            await charge.SettleAsync(ownerId, busy.Id, source, busy.Pending!, ct);
        }
    }
}
