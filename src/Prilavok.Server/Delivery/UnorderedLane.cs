using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>
/// Takes a lane forward whose app does not ask for order: several requests are under way at a time, and settled in the order of the
/// log. What fails gets a lane of its own at once, so it holds up the others for one attempt at most.
/// </summary>
internal sealed class UnorderedLane(
    IStorage storage, IEventLog log, IOwners owners, ILaneStore lanes, IAttempts attempts, AppCache apps, Packer packer, ParcelSender sender,
    Judge judge, OwnerSignal signal, DeliveryWatch watch, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    /// <summary>Read at a time where each goes out by itself.</summary>
    private const int FewEvents = 32;

    /// <summary>At most so many times the parcels under way wait for the first to be answered: after a crash all are sent again.</summary>
    private const int Ahead = 8;

    /// <summary>A probe is one attempt, what is parked goes by itself, and an app hears of itself in the order of things.</summary>
    public bool Takes(ClaimedLane lane, App? app, Chaos? chaos) =>
        app is { Settings.Ordered: false } && options.Value.InFlight > 1 && lane is { Key.Parked: 0, IsPaused: false }
        && !Channels.IsAboutInstallation(lane.Key.Channel) && chaos is not { Webhooks.ReorderWindow: > 1 };

    /// <returns>The lane to go on with in another way; null when it came to rest.</returns>
    public async Task<ClaimedLane?> RunAsync(ClaimedLane lane, CancellationToken ct)
    {
        var window = new LaneWindow(lane);
        try
        {
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                var grown = signal.NextAsync(lane.Key.OwnerId);
                if (!await FillAsync(window, ct))
                {
                    return null;
                }

                if (window.IsEmpty)
                {
                    return window.IsHandedBack ? window.Lane : await SettleAsync(window, new Verdict.Advance(window.Next), []);
                }

                if (!window.Head.Answer.IsCompleted)
                {
                    await ((Task)Task.WhenAny([.. window.Unanswered, grown]))
                        .WaitAsync(options.Value.PollInterval, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                else if (!await SettleAsync(window))
                {
                    await RecordAsync(window);
                    return null;
                }
            }
        }
        catch (Exception e) when (e is not (OwnerUnknownException or StorageUnavailableException))
        {
            await window.DrainAsync();
            await SettleArrivedAsync(window); // What was sent must be known, or it all goes out again.
            await RecordAsync(window);
            throw;
        }
        finally
        {
            await window.DrainAsync(); // The lane is nobody's as long as something of it is under way.
        }
    }

    /// <summary>Sends what there is room for.</summary>
    /// <returns>False when the lane was lost.</returns>
    private async Task<bool> FillAsync(LaneWindow window, CancellationToken ct)
    {
        while (window.InFlight < options.Value.InFlight && window.Count < options.Value.InFlight * Ahead && !window.IsTailOpen
            && await MayGoOnAsync(window))
        {
            var key = window.Lane.Key;
            var (app, installation, chaos) = await apps.FindAsync(key.OwnerId, key.AppId, ct);
            if (!Takes(window.Lane, app, chaos))
            {
                window.IsHandedBack = true; // What is under way is settled, and the rest goes as the app wants it now.
                return true;
            }

            var hasBatches = Packer.HasBatches(key.Channel, app!.Settings);
            var limit = hasBatches ? options.Value.BatchEvents : FewEvents;
            var (events, end, owner) = await ReadAsync(window, limit, hasBatches, ct);
            var fixedEnd = window.Lane.BatchEnd > window.Next ? window.Lane.BatchEnd : null;
            if (packer.Pack(window.Lane with { BatchEnd = fixedEnd }, app, installation, events, chaos) is not { } parcel)
            {
                window.Pass(fixedEnd < end ? fixedEnd.Value : end, hasBatches);
                window.Read = [];
                if (events.Count == 0 || window.IsEmpty || window.Head.Answer.IsCompleted)
                {
                    return true; // Where there is something to settle, that comes first: it keeps the lease.
                }

                continue;
            }

            if (hasBatches && fixedEnd is null && !await FixAsync(window, parcel.LastSeq))
            {
                return false;
            }

            var lasts = chaos is null && window.Lane.LastsFor(options.Value.Timeout, clock.GetUtcNow());
            if (!lasts && !await RenewAsync(window))
            {
                return false;
            }

            // Failures are those of the first parcel behind the cursor.
            var its = window.IsEmpty ? window.Lane : window.Lane with { Failures = 0, Refusals = 0 };
            var isWhole = events.Count == limit || events.Any(e => e.Seq > parcel.LastSeq && packer.Concerns(key.Channel, key.AppId, e));
            window.Read = [.. events.Where(e => e.Seq > parcel.LastSeq)];
            window.Add(
                new LaneWindow.Sent(parcel, hasBatches && !(isWhole && fixedEnd != parcel.LastSeq), sender.SendAsync(its, parcel, owner, chaos, ct)));
        }

        return true;
    }

    /// <summary>A receiver that is down is not sent all there is: the less so when it was down before.</summary>
    private async Task<bool> MayGoOnAsync(LaneWindow window) =>
        await window.FailedAsync() is var failed && (failed == 0 || (window.Lane.Failures == 0 && failed < options.Value.InFlight));

    /// <summary>An array is made of what is read behind the one before it, or a repeat would cut it differently.</summary>
    private async Task<(IReadOnlyList<Event> Events, long End, Owner Owner)> ReadAsync(
        LaneWindow window, int limit, bool hasBatches, CancellationToken ct)
    {
        var (key, after) = (window.Lane.Key, window.Next);
        return await storage.ReadAsync(
            async s =>
            {
                var read = window.Read.Count == 0 || hasBatches
                    ? await log.ReadAsync(s, key.OwnerId, after, Channels.KindOf(key.Channel), limit)
                    : null;
                var owner = await owners.FindAsync(s, key.OwnerId) ?? throw new OwnerUnknownException(key.OwnerId);
                return (read ?? window.Read, read?.End ?? window.Read[^1].Seq, owner);
            },
            ct);
    }

    /// <summary>Where the parcels under way end, so that after a crash they are cut as they were.</summary>
    private async Task<bool> FixAsync(LaneWindow window, long end)
    {
        var isOurs = await storage.WriteAsync(work => lanes.FixBatchAsync(work, window.Lane, end), CancellationToken.None);
        window.Lane = window.Lane with { BatchEnd = end };
        return isOurs;
    }

    /// <returns>False when others have taken the lane meanwhile.</returns>
    private async Task<bool> RenewAsync(LaneWindow window)
    {
        var until = clock.GetUtcNow() + options.Value.Lease;
        var isOurs = await storage.WriteAsync(work => lanes.RenewAsync(work, window.Lane, until), CancellationToken.None);
        window.Lane = window.Lane with { LeasedUntil = until };
        return isOurs;
    }

    /// <summary>Settles what was answered, from the front.</summary>
    /// <returns>False when the lane came to rest.</returns>
    private async Task<bool> SettleAsync(LaneWindow window)
    {
        if (await SettleArrivedAsync(window) is { } goesOn)
        {
            return goesOn;
        }

        var failed = window.Head;
        var (result, attempt) = await failed.Answer; // One that the stop of the server broke off stays at the front: nothing behind it may pass.
        window.Take();
        var verdict = await JudgeAsync(window.Lane, failed, result, attempt);
        if (verdict is not Verdict.Onward)
        {
            await RenewAsync(window);
            await window.DrainAsync();
        }

        window.Lane = window.Lane with { Failures = attempt.Number - 1 };
        return await SettleAsync(window, verdict, [attempt]) is not null;
    }

    /// <returns>Null when nothing at the front has arrived; false when the lane came to rest.</returns>
    private async Task<bool?> SettleArrivedAsync(LaneWindow window)
    {
        var arrived = await window.TakeArrivedAsync();
        var made = (await Task.WhenAll(arrived.Select(sent => sent.Answer))).Select(each => each.Attempt).ToList();
        return arrived.Count == 0 ? null : await SettleAsync(window, new Verdict.Advance(arrived[^1].Done), made) is not null;
    }

    /// <summary>What is not out of time is parked, as long as there is room; then the lane waits as for a receiver that is down.</summary>
    private async Task<Verdict> JudgeAsync(ClaimedLane lane, LaneWindow.Sent failed, SendResult result, Attempt attempt)
    {
        var judged = judge.Of(lane, failed.Parcel, failed.Done, result, attempt);
        if (judged is Verdict.Stop or Verdict.GiveUp)
        {
            return judged;
        }

        var pause = judge.PauseAfter(result, attempt, isParked: false);
        return options.Value.ParkAfter > 0
            && await storage.ReadAsync(s => lanes.ParkedAsync(s, lane.Key), CancellationToken.None) < options.Value.MostParked
            ? new Verdict.Park(failed.Parcel.LastSeq, failed.Done, pause) { First = failed.Parcel.FirstSeq }
            : result.IsUnwritten ? new Verdict.GiveUp(failed.Done)
            : new Verdict.Retry(pause, Judge.IsRefusal(result));
    }

    /// <param name="made">The verdict is about the last.</param>
    private async Task<ClaimedLane?> SettleAsync(LaneWindow window, Verdict verdict, IReadOnlyList<Attempt> made)
    {
        var (lane, last) = (window.Lane, made.Count == 0 ? null : made[^1]);
        watch.Judged(lane.Key, verdict, last);
        var next = await storage.WriteAsync(
            lane.Key.OwnerId,
            async work =>
            {
                await attempts.AddAsync(work, lane.Key, [.. made.SkipLast(1)]);
                return await lanes.SettleAsync(work, lane, verdict, last, clock.GetUtcNow() + options.Value.Lease);
            },
            CancellationToken.None);
        window.Lane = next ?? window.Lane;
        return next;
    }

    /// <summary>What arrived behind what holds up the lane will go out again; that it was tried is kept.</summary>
    private async Task RecordAsync(LaneWindow window)
    {
        if (await window.TakeAnsweredAsync() is not { Count: > 0 } made)
        {
            return;
        }

        await storage.WriteAsync(
            window.Lane.Key.OwnerId,
            async work =>
            {
                await attempts.AddAsync(work, window.Lane.Key, made);
                return true;
            },
            CancellationToken.None);
    }
}
