using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;
using Prilavok.Server.Workers;

namespace Prilavok.Server.Delivery;

/// <summary>Measures from time to time how far the lanes are behind, as long as somebody wants to know.</summary>
internal sealed class LagWatch(
    IStorage storage, ILaneStore lanes, DeliveryMeter meter, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<LagWatch> logger)
    : Sweeper(options.Value.LagInterval, clock, logger)
{
    /// <summary>Lanes that are looked at; of more than these, those that are due first.</summary>
    private const int Most = 10_000;

    private readonly TimeProvider _clock = clock;

    protected override async Task SweepAsync(CancellationToken ct)
    {
        if (meter.IsLagWatched)
        {
            meter.Tell(await storage.ReadAsync(s => lanes.LagAsync(s, _clock.GetUtcNow(), Most), ct));
        }
    }
}
