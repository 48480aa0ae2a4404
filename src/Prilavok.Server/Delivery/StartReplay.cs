using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;

namespace Prilavok.Server.Delivery;

/// <summary>Counts what a replay is about, and lets it begin.</summary>
internal sealed class StartReplay(IStorage storage, IReplays replays, ReplayWalk walk, Ids ids, TimeProvider clock)
{
    /// <param name="isDry">Nothing is kept and nothing is sent.</param>
    /// <returns>The id is empty of a dry one.</returns>
    public async Task<Replay> HandleAsync(App app, ReplayOrder order, bool isDry, CancellationToken ct)
    {
        var plan = await storage.ReadAsync(s => replays.PlanAsync(s, app.Id, order), ct);
        long events = 0;
        var concerned = new List<ReplayLane>();
        foreach (var lane in plan)
        {
            var before = events;
            await foreach (var step in walk.StepsAsync(order, lane, ct))
            {
                events += step.Events.Count;
            }

            if (events > before)
            {
                concerned.Add(lane);
            }
        }

        var now = clock.GetUtcNow();
        var replay = new Replay(app.Id, isDry ? "" : ids.NewUuid(), order, events == 0 ? ReplayState.Done : ReplayState.Running, events, now);
        if (!isDry)
        {
            await storage.WriteAsync(
                async work =>
                {
                    await replays.AddAsync(work, replay, concerned, now);
                    return true;
                },
                ct);
        }

        return replay;
    }
}
