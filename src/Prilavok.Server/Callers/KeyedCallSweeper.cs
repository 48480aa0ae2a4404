using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Server.Workers;

namespace Prilavok.Server.Callers;

/// <summary>Forgets keyed calls whose day is over.</summary>
internal sealed class KeyedCallSweeper(IStorage storage, IKeyedCalls calls, TimeProvider clock, ILogger<KeyedCallSweeper> logger)
    : Sweeper(TimeSpan.FromMinutes(10), clock, logger)
{
    private readonly TimeProvider _clock = clock;

    protected override Task SweepAsync(CancellationToken ct) => storage.WriteAsync(work => calls.SweepAsync(work, _clock.GetUtcNow()), ct);
}
