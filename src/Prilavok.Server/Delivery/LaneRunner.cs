using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Sandbox;

namespace Prilavok.Server.Delivery;

/// <summary>Takes a claimed lane forward until it is idle, rests, or is lost: read – send with no transaction open – settle.</summary>
internal sealed class LaneRunner(
    IStorage storage, IEventLog log, IOwners owners, ILaneStore lanes, IAttempts attempts, AppCache apps, Packer packer, ParcelSender sender,
    Judge judge, UnorderedLane unordered, DeliveryWatch watch, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    /// <summary>Read at a time where each goes out by itself; all are read anew for the next one.</summary>
    private const int FewEvents = 8;

    public async Task RunAsync(ClaimedLane claimed, CancellationToken ct)
    {
        var lane = (ClaimedLane?)claimed;
        try
        {
            while (lane is not null)
            {
                ct.ThrowIfCancellationRequested();
                lane = await StepAsync(lane, ct);
            }
        }
        catch (OwnerUnknownException)
        {
            // The owner was removed meanwhile, and the lane with it.
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await storage.WriteAsync(
                async work =>
                {
                    await lanes.ReleaseAsync(work, lane!, clock.GetUtcNow());
                    return true;
                },
                CancellationToken.None);
        }
    }

    /// <returns>The lane to go on with; null when it came to rest.</returns>
    private async Task<ClaimedLane?> StepAsync(ClaimedLane lane, CancellationToken ct)
    {
        var key = lane.Key;
        var (app, installation, chaos) = await apps.FindAsync(key.OwnerId, key.AppId, ct);
        if (unordered.Takes(lane, app, chaos))
        {
            return await unordered.RunAsync(lane, ct);
        }

        var limit = app is null || Packer.HasBatches(key.Channel, app.Settings) ? options.Value.BatchEvents : Math.Max(FewEvents, chaos?.Webhooks.ReorderWindow ?? 0);
        var (events, head, owner) = await storage.ReadAsync(
            async s =>
            {
                var found = await owners.FindAsync(s, key.OwnerId) ?? throw new OwnerUnknownException(key.OwnerId);
                var read = await log.ReadAsync(s, key.OwnerId, lane.Cursor, Channels.KindOf(key.Channel), limit);
                return key.Parked == 0
                    ? (read, await log.HeadAsync(s, key.OwnerId), found)
                    : ([.. read.Where(e => e.Seq <= key.Parked)], key.Parked, found);
            },
            ct);
        var end = events.Count < limit ? head : events[^1].Seq;
        if (app is null || packer.Pack(lane, app, installation, events, chaos) is not { } parcel)
        {
            return await SettleAsync(lane, new Verdict.Advance(lane.BatchEnd > lane.Cursor && lane.BatchEnd < end ? lane.BatchEnd.Value : end), null);
        }

        if (Packer.HasBatches(key.Channel, app.Settings) && lane.BatchEnd is null)
        {
            lane = lane with { BatchEnd = parcel.LastSeq };
            if (!await storage.WriteAsync(work => lanes.FixBatchAsync(work, lane, parcel.LastSeq), ct))
            {
                return null;
            }
        }

        var parcels = chaos is { Webhooks.ReorderWindow: > 1 } ? Shuffle(lane, app, installation, events, parcel, chaos) : [parcel];
        var last = parcels.Max(one => one.LastSeq);
        return await SendAsync(lane, parcels, last == events[^1].Seq ? end : last, owner, chaos, ct);
    }

    /// <summary>The next events of a lane that sends one at a time, out of order. What failed once goes out in order.</summary>
    private List<Parcel> Shuffle(ClaimedLane lane, App app, Installation? installation, IReadOnlyList<Event> events, Parcel first, Chaos chaos)
    {
        var parcels = new List<Parcel> { first };
        var mayTurn = lane.Failures == 0 && lane.Key.Parked == 0 && !Packer.HasBatches(lane.Key.Channel, app.Settings);
        while (mayTurn && parcels.Count < chaos.Webhooks.ReorderWindow
            && packer.Pack(lane, app, installation, [.. events.Where(e => e.Seq > parcels[^1].LastSeq)]) is { } next)
        {
            parcels.Add(next);
        }

        return [.. parcels.OrderBy(parcel => chaos.Roll("order of " + lane.Key.Channel, parcel.FirstSeq))];
    }

    /// <summary>All but the last are only told of: when one fails, the lane is where it was and all go out again.</summary>
    /// <param name="done">Where the cursor goes when they have arrived.</param>
    private async Task<ClaimedLane?> SendAsync(
        ClaimedLane lane, IReadOnlyList<Parcel> parcels, long done, Owner owner, Chaos? chaos, CancellationToken ct)
    {
        for (var i = 0; ; i++)
        {
            if (chaos is not null && !await storage.WriteAsync(work => lanes.RenewAsync(work, lane, clock.GetUtcNow() + options.Value.Lease), ct))
            {
                return null; // Mishaps take their time, and others may have taken the lane meanwhile.
            }

            var (verdict, attempt) = await SendAsync(lane, parcels[i], done, owner, chaos, ct);
            if (attempt.Error is not null && parcels.Count > 1 && verdict is Verdict.Onward)
            {
                verdict = new Verdict.Retry(judge.UsualPause(attempt)); // Some before it have not gone out.
            }

            if (i == parcels.Count - 1 || attempt.Error is not null)
            {
                return await SettleAsync(lane, verdict, attempt);
            }

            await storage.WriteAsync(
                lane.Key.OwnerId,
                async work =>
                {
                    await attempts.AddAsync(work, lane.Key, attempt);
                    return true;
                },
                CancellationToken.None);
        }
    }

    private async Task<(Verdict Verdict, Attempt Attempt)> SendAsync(
        ClaimedLane lane, Parcel parcel, long done, Owner owner, Chaos? chaos, CancellationToken ct)
    {
        var (result, attempt) = await sender.SendAsync(lane, parcel, owner, chaos, ct);
        var verdict = judge.Of(lane, parcel, done, result, attempt);
        var isFull = verdict is Verdict.Park && await storage.ReadAsync(s => lanes.ParkedAsync(s, lane.Key), CancellationToken.None) >= options.Value.MostParked;
        return (isFull ? new Verdict.Retry(judge.UsualPause(attempt), IsRefusal: true) : verdict, attempt);
    }

    /// <summary>Not cancelled by the stop of the server: what was sent must be known.</summary>
    private Task<ClaimedLane?> SettleAsync(ClaimedLane lane, Verdict verdict, Attempt? attempt)
    {
        watch.Judged(lane.Key, verdict, attempt);
        return storage.WriteAsync(
            lane.Key.OwnerId,
            work => lanes.SettleAsync(work, lane, verdict, attempt, clock.GetUtcNow() + options.Value.Lease),
            CancellationToken.None);
    }
}
