using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;

namespace Prilavok.Core.Publishing;

/// <summary>A publisher's hand on the lanes of an app.</summary>
public sealed class SteerLanes(IStorage storage, ILaneStore lanes, IAudit audit, OwnerCaches caches, TimeProvider clock)
{
    /// <param name="app">Whose lane it is.</param>
    /// <returns>The lane as it is then; null when there is none.</returns>
    public async Task<LaneState?> HandleAsync(App app, LaneKey lane, LaneOrder order, CancellationToken ct) =>
        await storage.ReadAsync(s => lanes.FindAsync(s, lane), ct) is null ? null : await SteerAsync(app, lane, order, ct);

    private Task<LaneState?> SteerAsync(App app, LaneKey lane, LaneOrder order, CancellationToken ct) => storage.WriteAsync(
        lane.OwnerId,
        async work =>
        {
            await lanes.SteerAsync(work, lane, order);
            work.AfterCommit(() => caches.Forget(lane.OwnerId)); // Whoever is sending looks before the next request whether all is as it was.
            var steered = await lanes.FindAsync(work, lane);
            if (steered is not null)
            {
                await audit.AddAsync(
                    work, app.Id,
                    new AuditEntry(clock.GetUtcNow(), app.PublisherId, $"{NameOf(order)} {Channels.NameOf(lane.Channel)} of {lane.OwnerId}"));
            }

            return steered;
        },
        ct);

    private static string NameOf(LaneOrder order) => order switch
    {
        LaneOrder.Pause => "paused",
        LaneOrder.Resume => "resumed",
        LaneOrder.Probe => "probed",
    };
}
