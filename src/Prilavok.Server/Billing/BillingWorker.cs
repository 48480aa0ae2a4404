using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Billing;
using Prilavok.Core.Subscriptions;
using Prilavok.Server.Workers;

namespace Prilavok.Server.Billing;

/// <summary>Charges subscriptions whose day has come.</summary>
internal sealed partial class BillingWorker(
    IStorage storage, ISubscriptions subscriptions, BillingSignal signal, ChargeSubscription charge, IOptions<BillingOptions> options,
    TimeProvider clock, ILogger<BillingWorker> logger)
    : DueWorker<SubscriptionKey>(signal, options.Value.Parallel, options.Value.PollInterval, options.Value.FaultPause, clock, logger)
{
    /// <summary>Claimed in one transaction by one of those who work side by side.</summary>
    private const int MostClaimed = 16;

    protected override Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) => storage.ReadAsync(subscriptions.NextDueAsync, ct);

    protected override Task<IReadOnlyList<SubscriptionKey>> ClaimAsync(DateTimeOffset now) =>
        storage.WriteAsync(work => subscriptions.ClaimAsync(work, now, options.Value.Lease, MostClaimed), CancellationToken.None);

    protected override async Task RunAsync(SubscriptionKey claimed, CancellationToken ct)
    {
        try
        {
            await charge.HandleAsync(claimed.OwnerId, claimed.SubscriptionId, ct);
        }
        catch (OwnerUnknownException)
        {
            // Removed meanwhile, with everything of it.
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.ChargeFailed(logger, e, claimed.OwnerId, claimed.SubscriptionId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Subscription {SubscriptionId} of {OwnerId} failed; it is taken up again when its lease is over.")]
        public static partial void ChargeFailed(ILogger logger, Exception e, string ownerId, string subscriptionId);
    }
}
