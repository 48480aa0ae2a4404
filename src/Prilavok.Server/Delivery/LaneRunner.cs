using System.Collections.Frozen;
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
    IStorage storage, IEventLog log, IOwners owners, ILaneStore lanes, IAttempts attempts, AppCache apps, Packer packer, LifeOrder order, WebhookSender sender,
    MishapSender mishaps, DeliveryWatch watch, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    /// <summary>Read at a time where each goes out by itself; all are read anew for the next one.</summary>
    private const int FewEvents = 8;

    /// <summary>The receiver is there and knows the caller, but does not take what was sent. Everything else is about the receiver.</summary>
    private static readonly FrozenSet<int> Refusals = FrozenSet.Create(
        StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity);

    /// <summary>Enough to reach the longest wait.</summary>
    private const int MostDoublings = 12;

    private readonly RetrySchedule _schedule = new(options.Value.RetryPause, options.Value.RetrySpread, options.Value.GiveUpAfter);

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
        var limit = key.Parked != 0 ? 1 : app is null || Packer.HasBatches(key.Channel, app.Settings) ? options.Value.BatchEvents : Math.Max(FewEvents, chaos?.Webhooks.ReorderWindow ?? 0);
        var (events, head, owner) = await storage.ReadAsync(
            async s =>
            {
                var found = await owners.FindAsync(s, key.OwnerId) ?? throw new OwnerUnknownException(key.OwnerId);
                var read = await log.ReadAsync(s, key.OwnerId, lane.Cursor, Channels.KindOf(key.Channel), limit);
                return (read, await log.HeadAsync(s, key.OwnerId), found);
            },
            ct);
        var end = events.Count < limit ? head : events[^1].Seq;
        if (app is null || packer.Pack(lane, app, installation, events, chaos) is not { } parcel)
        {
            return await SettleAsync(lane, new Verdict.Advance(end), null);
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
                verdict = new Verdict.Retry(_schedule.PauseAfter(attempt.DeliveryId, attempt.Number)); // Some before it have not gone out.
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
        await order.WaitAsync(lane, parcel.FirstSeq, ct);
        var id = parcel.DeliveryId(lane.Key);
        var at = clock.GetUtcNow() + owner.ClockOffset;
        using var watched = watch.Begin(lane.Key, parcel, id, lane.Failures + 1);
        var result = chaos is null
            ? await sender.SendAsync(parcel.Request, owner, id, at, ct)
            : await mishaps.SendAsync(parcel.Request, owner, id, at, chaos, lane.Key, parcel.FirstSeq, lane.Failures, ct);
        watched.Ended(result);
        var attempt = new Attempt(id, parcel.FirstSeq, parcel.LastSeq, lane.Failures + 1, at, result.Took, result.Status, result.Error)
        {
            Url = result.Error is null ? null : parcel.Request.Url,
            Response = result.Response,
            Timings = result.Timings,
        };
        return (Judge(lane, parcel, done, result, attempt), attempt);
    }

    private Verdict Judge(ClaimedLane lane, Parcel parcel, long done, SendResult result, Attempt attempt)
    {
        if (result.Error is null)
        {
            return new Verdict.Advance(done);
        }

        if (result.Status == StatusCodes.Status410Gone && options.Value.GonePauses)
        {
            return new Verdict.Stop();
        }

        var isRefused = result.Status is { } status && Refusals.Contains(status);
        if (isRefused && result.Wait is null && parcel.Middle is { } middle)
        {
            return new Verdict.Split(middle);
        }

        // What waited because the lane was paused has its three days from the day it was resumed.
        var since = lane.ResumedAt > parcel.LastAt ? lane.ResumedAt.Value : parcel.LastAt;
        if (!lane.IsPaused && _schedule.IsOver(since, attempt.At))
        {
            return new Verdict.GiveUp(done);
        }

        var pause = PauseAfter(result, attempt, lane.Key.Parked != 0);
        var isPoison = options.Value.ParkAfter > 0 && lane.Refusals + 1 >= options.Value.ParkAfter;
        return isRefused && isPoison && lane.Key.Parked == 0 && parcel.Middle is null
            ? new Verdict.Park(parcel.LastSeq, done, pause)
            : new Verdict.Retry(pause, isRefused);
    }

    /// <summary>As published, or longer: where the receiver asks for it, and twice as long each time for what is parked; within reason.</summary>
    private TimeSpan PauseAfter(SendResult result, Attempt attempt, bool isParked)
    {
        var pause = _schedule.PauseAfter(attempt.DeliveryId, attempt.Number);
        var longer = isParked ? pause * Math.Pow(2, Math.Min(attempt.Number - options.Value.ParkAfter, MostDoublings)) : result.Wait ?? TimeSpan.Zero;
        var granted = longer < options.Value.LongestWait ? longer : options.Value.LongestWait;
        return granted > pause ? granted : pause;
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
