using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Delivery;

/// <summary>Forgets attempts that are too old or too many.</summary>
internal sealed class AttemptSweeper(
    IStorage storage, IAttempts attempts, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<AttemptSweeper> logger)
    : Sweeper(TimeSpan.FromHours(1), clock, logger)
{
    private readonly TimeProvider _clock = clock;

    protected override Task SweepAsync(CancellationToken ct) => storage.WriteAsync(
        async work =>
        {
            var now = _clock.GetUtcNow();
            await attempts.PruneAsync(work, now - options.Value.AttemptsKept, now, options.Value.MostAttempts);
            return true;
        },
        ct);
}
