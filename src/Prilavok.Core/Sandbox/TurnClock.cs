using Prilavok.Core.Billing;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Core.Sandbox;

/// <summary>
/// Turns an owner's clock. What became due on the way runs at its own time, one step after the other, and the answer comes
/// when the owner has settled.
/// </summary>
public sealed class TurnClock(
    IStorage storage, IOwners owners, ILaneStore lanes, ISubscriptions subscriptions, ChargeSubscription charge, IEventLog log, Settle settle,
    OwnerCaches caches, TimeProvider clock)
{
    /// <summary>How long one step may take to settle; a receiver that never answers is waited for once, not for ever.</summary>
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Before this: what is reckoned from it, as the end of a year that is paid for, must be in the calendar too.</summary>
    public static DateTimeOffset End { get; } = new(9998, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>By which a clock is turned at once: everything that becomes due on the way runs before the answer.</summary>
    public static TimeSpan LongestStep { get; } = TimeSpan.FromDays(3660);

    public async Task<ClockOutcome> HandleAsync(string ownerId, Source source, ClockTarget target, CancellationToken ct)
    {
        // What is to be tried now comes first: only then is it known what is next.
        await settle.HandleAsync(ownerId, StepTimeout, ct);
        var start = await NowAsync(ownerId, ct);
        if (target is ClockTarget.By { Step: var by } && !(by.From(start) - start <= LongestStep))
        {
            return new ClockOutcome.TooFar(start);
        }

        if (await TargetOfAsync(ownerId, target, start, ct) is not { } end)
        {
            return new ClockOutcome.Turned(start, []);
        }

        if (end >= End)
        {
            return new ClockOutcome.TooFar(start);
        }

        if (end < start)
        {
            return new ClockOutcome.Backwards(start);
        }

        var ran = new List<ClockStep>();
        while (await NextDueAsync(ownerId, ct) is { } due && due.At <= end)
        {
            await TurnToAsync(ownerId, due.At, ct);
            ran.AddRange(due.What.Select(what => new ClockStep(due.At, what)));
            foreach (var key in due.Subscriptions)
            {
                await charge.HandleAsync(ownerId, key.SubscriptionId, ct); // One after the other: the same history comes out every time.
            }

            await settle.HandleAsync(ownerId, StepTimeout, ct);
        }

        await TurnToAsync(ownerId, end, ct, source);
        await settle.HandleAsync(ownerId, StepTimeout, ct);
        return new ClockOutcome.Turned(end, ran);
    }

    public async Task<DateTimeOffset> NowAsync(string ownerId, CancellationToken ct) =>
        await storage.ReadAsync(s => owners.FindAsync(s, ownerId), ct) is { } owner
            ? clock.GetUtcNow() + owner.ClockOffset
            : throw new OwnerUnknownException(ownerId);

    private async Task<DateTimeOffset?> TargetOfAsync(string ownerId, ClockTarget target, DateTimeOffset now, CancellationToken ct) =>
        target switch
        {
            ClockTarget.By by => by.Step.From(now),
            ClockTarget.To to => to.At,
            _ => (await NextDueAsync(ownerId, ct))?.At is { } due ? due > now ? due : now : null, // It may have become due just now.
        };

    /// <summary>The next due time on the owner's clock, with what rests until then.</summary>
    private Task<Due?> NextDueAsync(string ownerId, CancellationToken ct) =>
        storage.ReadAsync(
            async s =>
            {
                var owner = await owners.FindAsync(s, ownerId) ?? throw new OwnerUnknownException(ownerId);
                var retry = await lanes.NextRetryAsync(s, ownerId);
                var billing = await subscriptions.NextOfAsync(s, ownerId);
                if ((retry, billing) is (null, null))
                {
                    return null;
                }

                var at = retry?.DueAt is { } first && !(billing?.DueAt < first) ? first : billing!.Value.DueAt;
                return new Due(
                    at + owner.ClockOffset,
                    retry?.DueAt == at ? retry.Value.Lanes : [],
                    billing?.DueAt == at ? billing.Value.Keys : []);
            },
            ct);

    private Task TurnToAsync(string ownerId, DateTimeOffset at, CancellationToken ct, Source? last = null) => storage.WriteAsync(
        ownerId,
        async work =>
        {
            // Rounded up to what the database keeps: what is due at this time must be due, not a fraction short of it.
            var step = TimeSpan.FromMilliseconds(Math.Ceiling((at - work.Now).TotalMilliseconds));
            if (step > TimeSpan.Zero)
            {
                await owners.TurnClockAsync(work, step);
                await lanes.ShiftAsync(work, step);
                await subscriptions.ShiftAsync(work, step);
                work.AfterCommit(() => caches.Forget(ownerId));
            }

            if (last is { } source)
            {
                await log.AppendAsync(
                    work, source, [new NewEvent(EventKind.Clock, EventAction.Updated, ownerId, null, new ClockFact(at))]);
            }

            return true;
        },
        ct);

    private sealed record Due(DateTimeOffset At, IReadOnlyList<LaneKey> Lanes, IReadOnlyList<SubscriptionKey> Subscriptions)
    {
        public IEnumerable<string> What =>
        [
            .. Subscriptions.Select(key => $"charge app {key.AppId}"),
            .. Lanes.Select(lane => $"retry {Channels.NameOf(lane.Channel)} of app {lane.AppId}"),
        ];
    }
}
