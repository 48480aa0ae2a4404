using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>Lets a replay begin. Short logs are counted at once, long ones by the worker that sends.</summary>
internal sealed class StartReplay(
    IStorage storage, IReplays replays, ReplayCounter counter, Ids ids, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    /// <summary>Counts for a caller who waits for the number: all of it, a few events at a time, for as long as the caller waits.</summary>
    /// <returns>A replay without an id: it is not kept and sends nothing.</returns>
    public async Task<Replay> CountAsync(App app, ReplayOrder order, CancellationToken ct)
    {
        var plan = await storage.ReadAsync(s => replays.PlanAsync(s, app.Id, order), ct);
        var count = await counter.CountAsync(order, plan, leaveFaults: false, () => new(true), ct);
        return new Replay(app.Id, "", order, ReplayState.Done, count!.Events, clock.GetUtcNow());
    }

    public async Task<Replay> HandleAsync(App app, ReplayOrder order, CancellationToken ct)
    {
        var plan = await storage.ReadAsync(s => replays.PlanAsync(s, app.Id, order), ct);
        var looks = options.Value.CountAtOnce;
        var count = await counter.CountAsync(order, plan, leaveFaults: true, () => new(looks-- > 0), ct);
        var now = clock.GetUtcNow();
        var lanes = count?.Lanes ?? plan;
        var replay = new Replay(app.Id, ids.NewUuid(), order, lanes.Count == 0 ? ReplayState.Done : ReplayState.Running, count?.Events, now);
        await storage.WriteAsync(
            async work =>
            {
                await replays.AddAsync(work, replay, lanes, now);
                return true;
            },
            ct);
        return replay;
    }
}
