using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;
using Prilavok.Server.Workers;

namespace Prilavok.Server.Delivery;

/// <summary>Forgets attempts that are too old or too many, some at a time: nobody who writes waits long.</summary>
internal sealed class AttemptSweeper(
    IStorage storage, IAttempts attempts, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<AttemptSweeper> logger)
    : Sweeper(options.Value.AttemptsPruned, clock, logger)
{
    private const int AtATime = 1000;

    private readonly TimeProvider _clock = clock;

    protected override async Task SweepAsync(CancellationToken ct)
    {
        bool isMore;
        do
        {
            ct.ThrowIfCancellationRequested();
            var before = _clock.GetUtcNow() - options.Value.AttemptsKept;
            isMore = await storage.WriteAsync(work => attempts.PruneAsync(work, before, options.Value.MostAttempts, AtATime), ct);
        }
        while (isMore);
    }
}
