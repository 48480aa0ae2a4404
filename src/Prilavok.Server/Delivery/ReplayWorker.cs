using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;
using Prilavok.Server.Workers;

namespace Prilavok.Server.Delivery;

/// <summary>Takes up replays, a few at a time.</summary>
internal sealed class ReplayWorker(
    IStorage storage, IReplays replays, ReplaySignal signal, ReplayCounter counter, ReplayRunner runner, IOptions<DeliveryOptions> options,
    TimeProvider clock, ILogger<ReplayWorker> logger)
    : DueWorker<Replay>(signal, options.Value.Replays, options.Value.PollInterval, options.Value.FaultPause, clock, logger)
{
    protected override Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) => storage.ReadAsync(replays.NextDueAsync, ct);

    protected override async Task<IReadOnlyList<Replay>> ClaimAsync(DateTimeOffset now) =>
        await storage.WriteAsync(work => replays.ClaimAsync(work, now, options.Value.Lease), CancellationToken.None) is { } claimed ? [claimed] : [];

    protected override async Task RunAsync(Replay claimed, CancellationToken ct)
    {
        if ((claimed.Events is null ? await counter.CountAsync(claimed, ct) : claimed) is { } counted)
        {
            await runner.RunAsync(counted, ct);
        }
    }
}
