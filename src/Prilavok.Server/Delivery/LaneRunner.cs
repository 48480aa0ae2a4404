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
    /// <summary>Read at a time where each goes out by itself.</summary>
    private const int FewEvents = 16;

    /// <summary>What has arrived is written down within this time and that of one attempt; after a crash it goes out again.</summary>
    private static readonly TimeSpan MostUntold = TimeSpan.FromMilliseconds(100);

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
            return await SettleAsync(
                lane, lane.Cursor, new Verdict.Advance(lane.BatchEnd > lane.Cursor && lane.BatchEnd < end ? lane.BatchEnd.Value : end), []);
        }

        if (Packer.HasBatches(key.Channel, app.Settings) && lane.BatchEnd is null)
        {
            lane = lane with { BatchEnd = parcel.LastSeq };
            if (!await storage.WriteAsync(work => lanes.FixBatchAsync(work, lane, parcel.LastSeq), ct))
            {
                return null;
            }
        }

        var page = new Page(app, installation, chaos, events, end, owner);
        return chaos is { Webhooks.ReorderWindow: > 1 } ? await SendShuffledAsync(lane, parcel, page, ct) : await SendAsync(lane, parcel, page, ct);
    }

    /// <summary>
    /// One request after the other. Where each is about one event, several go out before their arrival is written down, all at once: a
    /// commit for each would cost more than the requests.
    /// </summary>
    private async Task<ClaimedLane?> SendAsync(ClaimedLane lane, Parcel parcel, Page page, CancellationToken ct)
    {
        var flows = page.Chaos is null && lane is { Key.Parked: 0, IsPaused: false, BatchEnd: null }
            && !Packer.HasBatches(lane.Key.Channel, page.App.Settings) && !Channels.IsAboutInstallation(lane.Key.Channel);
        var (began, reached, told) = (clock.GetTimestamp(), lane, new List<Attempt>());
        try
        {
            while (true)
            {
                var next = flows ? packer.Pack(lane, page.App, page.Installation, page.After(parcel)) : null;
                var done = next is null && (flows || parcel.LastSeq == page.Events[^1].Seq) ? page.End : parcel.LastSeq;
                if (page.Chaos is not null && !await RenewAsync(lane))
                {
                    return null;
                }

                var (verdict, attempt) = await SendAsync(reached, parcel, done, page, ct);
                told.Add(attempt);
                if (attempt.Error is not null || next is null || clock.GetElapsedTime(began) >= MostUntold || !await IsAsReadAsync(page, lane.Key, ct))
                {
                    return await SettleAsync(lane, reached.Cursor, verdict, told);
                }

                (reached, parcel) = (reached with { Cursor = done, Failures = 0, Refusals = 0 }, next);
            }
        }
        catch (OperationCanceledException) when (told.Count > 0)
        {
            await SettleAsync(lane, reached.Cursor, new Verdict.Advance(reached.Cursor), told);
            throw;
        }
    }

    private async ValueTask<bool> IsAsReadAsync(Page page, LaneKey key, CancellationToken ct) =>
        await apps.FindAsync(key.OwnerId, key.AppId, ct) is var (app, installation, chaos)
        && ReferenceEquals(app, page.App) && ReferenceEquals(installation, page.Installation) && ReferenceEquals(chaos, page.Chaos);

    /// <summary>The next events of a lane that sends one at a time, out of order. When one fails, the lane is where it was and all go out again.</summary>
    private async Task<ClaimedLane?> SendShuffledAsync(ClaimedLane lane, Parcel first, Page page, CancellationToken ct)
    {
        var parcels = Shuffle(lane, first, page);
        var last = parcels.Max(parcel => parcel.LastSeq);
        var done = last == page.Events[^1].Seq ? page.End : last;
        var told = new List<Attempt>();
        foreach (var parcel in parcels)
        {
            if (!await RenewAsync(lane))
            {
                return null;
            }

            var (verdict, attempt) = await SendAsync(lane, parcel, done, page, ct);
            told.Add(attempt);
            if (attempt.Error is not null && parcels.Count > 1 && verdict is Verdict.Onward)
            {
                verdict = new Verdict.Retry(judge.UsualPause(attempt)); // Some before it have not gone out.
            }

            if (attempt.Error is not null || told.Count == parcels.Count)
            {
                return await SettleAsync(lane, lane.Cursor, verdict, told);
            }
        }

        return lane;
    }

    /// <summary>What failed once goes out in order.</summary>
    private List<Parcel> Shuffle(ClaimedLane lane, Parcel first, Page page)
    {
        var (parcels, chaos) = (new List<Parcel> { first }, page.Chaos!);
        var mayTurn = lane is { Failures: 0, Key.Parked: 0 } && !Packer.HasBatches(lane.Key.Channel, page.App.Settings);
        while (mayTurn && parcels.Count < chaos.Webhooks.ReorderWindow
            && packer.Pack(lane, page.App, page.Installation, page.After(parcels[^1])) is { } next)
        {
            parcels.Add(next);
        }

        return [.. parcels.OrderBy(parcel => chaos.Roll("order of " + lane.Key.Channel, parcel.FirstSeq))];
    }

    private async Task<(Verdict Verdict, Attempt Attempt)> SendAsync(ClaimedLane lane, Parcel parcel, long done, Page page, CancellationToken ct)
    {
        var (result, attempt) = await sender.SendAsync(lane, parcel, page.Owner, page.Chaos, ct);
        var verdict = judge.Of(lane, parcel, done, result, attempt);
        var isFull = verdict is Verdict.Park && await storage.ReadAsync(s => lanes.ParkedAsync(s, lane.Key), CancellationToken.None) >= options.Value.MostParked;
        return (isFull ? new Verdict.Retry(judge.UsualPause(attempt), IsRefusal: true) : verdict, attempt);
    }

    /// <summary>Mishaps take their time, and others may have taken the lane meanwhile.</summary>
    private Task<bool> RenewAsync(ClaimedLane lane) =>
        storage.WriteAsync(work => lanes.RenewAsync(work, lane, clock.GetUtcNow() + options.Value.Lease), CancellationToken.None);

    /// <summary>Not cancelled by the stop of the server: what was sent must be known.</summary>
    /// <param name="reached">How far the lane came before the attempt that the verdict is about.</param>
    /// <param name="told">All that was tried; the verdict is about the last.</param>
    private Task<ClaimedLane?> SettleAsync(ClaimedLane lane, long reached, Verdict verdict, IReadOnlyList<Attempt> told)
    {
        watch.Judged(lane.Key, verdict, told.Count == 0 ? null : told[^1]);
        return storage.WriteAsync(
            lane.Key.OwnerId,
            async work =>
            {
                var (now, until) = (lane, clock.GetUtcNow() + options.Value.Lease);
                await attempts.AddAsync(work, lane.Key, [.. told.SkipLast(1)]);
                if (reached > lane.Cursor && verdict is not Verdict.Advance)
                {
                    var arrived = new Verdict.Advance(reached);
                    now = await lanes.SettleAsync(work, lane, arrived, null, until) ?? lane with { Cursor = reached, Failures = 0, Refusals = 0 };
                }

                return await lanes.SettleAsync(work, now, verdict, told.Count == 0 ? null : told[^1], until);
            },
            CancellationToken.None);
    }

    /// <summary>What was read of a lane's log, and how its app wants to be told.</summary>
    /// <param name="End">Where the cursor goes when all of the events are dealt with.</param>
    private sealed record Page(App App, Installation? Installation, Chaos? Chaos, IReadOnlyList<Event> Events, long End, Owner Owner)
    {
        public IReadOnlyList<Event> After(Parcel parcel) => [.. Events.Where(e => e.Seq > parcel.LastSeq)];
    }
}
