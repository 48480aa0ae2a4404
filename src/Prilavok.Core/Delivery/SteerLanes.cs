using Prilavok.Core.Apps;

namespace Prilavok.Core.Delivery;

public enum LaneOrder
{
    /// <summary>Nothing is sent until the lane is resumed; what happens meanwhile waits.</summary>
    Pause,

    /// <summary>Goes on where it was, at once.</summary>
    Resume,

    /// <summary>One attempt now, whatever the lane waits for. A paused lane stays paused.</summary>
    Probe,
}

/// <summary>A publisher's hand on the lanes of an app.</summary>
public sealed class SteerLanes(IStorage storage, IApps apps, ILaneStore lanes, IAudit audit, TimeProvider clock)
{
    /// <returns>The lane as it is then; null when there is none.</returns>
    public async Task<LaneState?> HandleAsync(string publisherId, LaneKey lane, LaneOrder order, CancellationToken ct) =>
        await storage.ReadAsync(s => lanes.FindAsync(s, lane), ct) is null ? null : await SteerAsync(publisherId, lane, order, ct);

    private Task<LaneState?> SteerAsync(string publisherId, LaneKey lane, LaneOrder order, CancellationToken ct) => storage.WriteAsync(
        lane.OwnerId,
        async work =>
        {
            if (await apps.FindAsync(work, lane.AppId) is not { } app)
            {
                return null;
            }

            await lanes.SteerAsync(work, lane, order);
            await audit.AddAsync(
                work, lane.AppId, new AuditEntry(clock.GetUtcNow(), publisherId, $"{NameOf(order)} {lane.Channel} of {lane.OwnerId}", app.Settings));
            return await lanes.FindAsync(work, lane);
        },
        ct);

    private static string NameOf(LaneOrder order) => order switch
    {
        LaneOrder.Pause => "paused",
        LaneOrder.Resume => "resumed",
        LaneOrder.Probe => "probed",
    };
}
