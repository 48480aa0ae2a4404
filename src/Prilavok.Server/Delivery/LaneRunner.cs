using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Server.Partners;

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

    /// <summary>Events that were read go out without being read again within this time; their owner's clock may have changed since.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    public async Task RunAsync(ClaimedLane claimed, CancellationToken ct)
    {
        var (lane, rest) = ((ClaimedLane?)claimed, (LanePage?)null);
        try
        {
            while (lane is not null)
            {
                ct.ThrowIfCancellationRequested();
                var step = await StepAsync(lane, rest, ct);
                (lane, rest) = step;
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

    /// <param name="rest">Read by the step before this one and not sent yet; null when there is none.</param>
    /// <returns>The lane to go on with, null when it came to rest; and what this step has read and not sent.</returns>
    private async Task<(ClaimedLane? Lane, LanePage? Left)> StepAsync(ClaimedLane lane, LanePage? rest, CancellationToken ct)
    {
        var key = lane.Key;
        var (app, installation, chaos) = await apps.FindAsync(key.OwnerId, key.AppId, ct);
        if (unordered.Takes(lane, app, chaos))
        {
            return (await unordered.RunAsync(lane, ct), null);
        }

        var page = rest is not null && rest.IsOf(app, installation, chaos) && clock.GetElapsedTime(rest.ReadAt) < LongestRest
            ? rest
            : await ReadAsync(lane, app, installation, chaos, ct);
        if (app is null || packer.Pack(lane, app, installation, page.Events, chaos) is not { } parcel)
        {
            var end = lane.BatchEnd > lane.Cursor && lane.BatchEnd < page.End ? lane.BatchEnd.Value : page.End;
            return (await SettleAsync(new Run(lane), new Verdict.Advance(end)), null);
        }

        if (Packer.HasBatches(key.Channel, app.Settings) && lane.BatchEnd is null)
        {
            lane = lane with { BatchEnd = parcel.LastSeq };
            if (!await storage.WriteAsync(work => lanes.FixBatchAsync(work, lane, parcel.LastSeq), ct))
            {
                return (null, null);
            }
        }

        var next = await SendAsync(new Run(lane), parcel, page, ct);
        return (next, next is not null && Flows(lane, page) ? page.Behind(next.Cursor) : null);
    }

    private async Task<LanePage> ReadAsync(ClaimedLane lane, App? app, Installation? installation, Chaos? chaos, CancellationToken ct)
    {
        var key = lane.Key;
        var limit = app is null || Packer.HasBatches(key.Channel, app.Settings)
            ? options.Value.BatchEvents : Math.Max(FewEvents, chaos?.Webhooks.ReorderWindow ?? 0);
        var (read, owner) = await storage.ReadAsync(
            async s => (
                await log.ReadAsync(s, key.OwnerId, lane.Cursor, Channels.KindOf(key.Channel), limit),
                await owners.FindAsync(s, key.OwnerId) ?? throw new OwnerUnknownException(key.OwnerId)),
            ct);
        var end = key.Parked == 0 ? read.End : Math.Min(read.End, key.Parked);
        IReadOnlyList<Event> events = key.Parked == 0 ? read : [.. read.Where(e => e.Seq <= key.Parked)];
        return new LanePage(app, installation, chaos, events, end, owner, clock.GetTimestamp());
    }

    /// <summary>Each request is about one event and waits for nothing, so that several go out before their arrival is written down.</summary>
    private static bool Flows(ClaimedLane lane, LanePage page) => page is { Chaos: null, App: { } app }
        && lane is { Key.Parked: 0, IsPaused: false, BatchEnd: null }
        && !Packer.HasBatches(lane.Key.Channel, app.Settings) && !Channels.IsAboutInstallation(lane.Key.Channel);

    private async Task<ClaimedLane?> SendAsync(Run run, Parcel parcel, LanePage page, CancellationToken ct)
    {
        Verdict? verdict;
        try
        {
            verdict = page.Chaos is { Webhooks.ReorderWindow: > 1 } ? await SendShuffledAsync(run, parcel, page, ct) : await SendInOrderAsync(
                run, parcel, page, ct);
        }
        catch when (run.Told.Count > 0)
        {
            await SettleAsync(run, null); // Whatever ends it half-way, what was sent must be known.
            throw;
        }

        return await SettleAsync(run, verdict);
    }

    /// <summary>
    /// One request after the other. Where each is about one event, several go out before their arrival is written down, all at once: a
    /// commit for each would cost more than the requests.
    /// </summary>
    /// <returns>About the last attempt; null when the lane was lost.</returns>
    private async Task<Verdict?> SendInOrderAsync(Run run, Parcel parcel, LanePage page, CancellationToken ct)
    {
        var lane = run.Lane;
        var flows = Flows(lane, page);
        var spare = (options.Value.Lease - options.Value.Timeout) / 2; // The last of them must be over before the lease is.
        var (began, most) = (clock.GetTimestamp(), spare < MostUntold ? spare : MostUntold);
        while ((page.Chaos is null && lane.LastsFor(options.Value.Timeout, clock.GetUtcNow())) || await RenewAsync(lane))
        {
            var next = flows ? packer.Pack(lane, page.App!, page.Installation, page.After(parcel)) : null;
            var done = next is null && (flows || parcel.LastSeq == page.Events[^1].Seq) ? page.End : parcel.LastSeq;
            var (verdict, attempt) = await SendAsync(run, parcel, done, page, ct);
            if (attempt.Error is null)
            {
                run.Reached = run.Reached with { Cursor = done, Failures = 0, Refusals = 0 };
            }

            if (attempt.Error is not null || next is null || clock.GetElapsedTime(began) >= most || !await IsAsReadAsync(page, lane.Key, ct))
            {
                return verdict;
            }

            parcel = next;
        }

        return null;
    }

    /// <summary>Settings are as they were, and nobody has paused the lane.</summary>
    private async ValueTask<bool> IsAsReadAsync(LanePage page, LaneKey key, CancellationToken ct) =>
        await apps.FindAsync(key.OwnerId, key.AppId, ct) is var (app, installation, chaos) && page.IsOf(app, installation, chaos);

    /// <summary>
    /// The next events of a lane that sends one at a time, out of order. When one fails, the lane is where it was and all go out again.
    /// </summary>
    private async Task<Verdict?> SendShuffledAsync(Run run, Parcel first, LanePage page, CancellationToken ct)
    {
        var parcels = Shuffle(run.Lane, first, page);
        var last = parcels.Max(parcel => parcel.LastSeq);
        var done = last == page.Events[^1].Seq ? page.End : last;
        foreach (var parcel in parcels)
        {
            if (!await RenewAsync(run.Lane))
            {
                return null;
            }

            var (verdict, attempt) = await SendAsync(run, parcel, done, page, ct);
            if (attempt.Error is not null)
            {
                // Some before it have not gone out.
                return parcels.Count > 1 && verdict is Verdict.Onward ? new Verdict.Retry(judge.UsualPause(attempt)) : verdict;
            }
        }

        return new Verdict.Advance(done);
    }

    /// <summary>What failed once goes out in order.</summary>
    private List<Parcel> Shuffle(ClaimedLane lane, Parcel first, LanePage page)
    {
        var (parcels, chaos) = (new List<Parcel> { first }, page.Chaos!);
        var mayTurn = lane is { Failures: 0, Key.Parked: 0 } && !Packer.HasBatches(lane.Key.Channel, page.App!.Settings);
        while (mayTurn && parcels.Count < chaos.Webhooks.ReorderWindow
            && packer.Pack(lane, page.App!, page.Installation, page.After(parcels[^1])) is { } next)
        {
            parcels.Add(next);
        }

        return [.. parcels.OrderBy(parcel => chaos.Roll("order of " + lane.Key.Channel, parcel.FirstSeq))];
    }

    private async Task<(Verdict Verdict, Attempt Attempt)> SendAsync(Run run, Parcel parcel, long done, LanePage page, CancellationToken ct)
    {
        var (result, attempt) = await sender.SendAsync(run.Reached, parcel, page.Owner, page.Chaos, ct);
        run.Told.Add(attempt);
        var verdict = judge.Of(run.Reached, parcel, done, result, attempt);
        var isFull = verdict is Verdict.Park
            && await storage.ReadAsync(s => lanes.ParkedAsync(s, run.Lane.Key), CancellationToken.None) >= options.Value.MostParked;
        return (isFull ? judge.OfUnparked(result, attempt, done) : verdict, attempt);
    }

    /// <returns>False when others have taken the lane meanwhile.</returns>
    private Task<bool> RenewAsync(ClaimedLane lane) =>
        storage.WriteAsync(work => lanes.RenewAsync(work, lane, clock.GetUtcNow() + options.Value.Lease), CancellationToken.None);

    /// <summary>Not cancelled by the stop of the server: what was sent must be known.</summary>
    /// <param name="verdict">About the last attempt; null where there is none, and the lane is to go no further than it has come.</param>
    private Task<ClaimedLane?> SettleAsync(Run run, Verdict? verdict)
    {
        var (lane, told, last) = (run.Lane, run.Told, run.Told.LastOrDefault());
        if (verdict is not null)
        {
            watch.Judged(lane.Key, verdict, last);
        }

        return storage.WriteAsync(
            lane.Key.OwnerId,
            async work =>
            {
                var (now, until) = (lane, clock.GetUtcNow() + options.Value.Lease);
                await attempts.AddAsync(work, lane.Key, verdict is null ? told : [.. told.SkipLast(1)]); // The last goes with its verdict.
                if (run.Reached.Cursor > lane.Cursor && verdict is not Verdict.Advance)
                {
                    now = await lanes.SettleAsync(work, lane, new Verdict.Advance(run.Reached.Cursor), null, until) ?? run.Reached;
                }

                return verdict is null ? null : await lanes.SettleAsync(work, now, verdict, last, until);
            },
            CancellationToken.None);
    }

    /// <summary>What was done with a lane and is not written down yet.</summary>
    private sealed class Run(ClaimedLane lane)
    {
        public ClaimedLane Lane { get; } = lane;

        /// <summary>The lane as it is with what has arrived.</summary>
        public ClaimedLane Reached { get; set; } = lane;

        public List<Attempt> Told { get; } = [];
    }
}
