using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>Decides how a lane goes on after an attempt.</summary>
internal sealed class Judge(IOptions<DeliveryOptions> options)
{
    /// <summary>Enough to reach the longest wait.</summary>
    private const int MostDoublings = 12;

    /// <summary>The receiver is there and knows the caller, but does not take what was sent. Everything else is about the receiver.</summary>
    private static readonly FrozenSet<int> Refusals = FrozenSet.Create(
        StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status422UnprocessableEntity);

    /// <summary>The receiver is there, but not at this address, or not for this caller: no repeating helps.</summary>
    private static readonly FrozenSet<int> Misconfigured = FrozenSet.Create(
        StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status405MethodNotAllowed);

    private readonly RetrySchedule _schedule = new(options.Value.RetryPause, options.Value.RetrySpread, options.Value.GiveUpAfter);

    public static bool IsRefusal(SendResult result) => result.Status is { } status && Refusals.Contains(status);

    /// <param name="done">Where the cursor goes when the parcel is dealt with.</param>
    public Verdict Of(ClaimedLane lane, Parcel parcel, long done, SendResult result, Attempt attempt)
    {
        if (result.Error is null)
        {
            return new Verdict.Advance(done);
        }

        if (IsStop(result, attempt))
        {
            return new Verdict.Stop();
        }

        var isRefused = IsRefusal(result);
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
        if (result.IsUnwritten && lane.Key.Parked != parcel.LastSeq)
        {
            return options.Value.ParkAfter > 0 ? new Verdict.Park(parcel.LastSeq, done, pause) : new Verdict.GiveUp(done);
        }

        var isPoison = options.Value.ParkAfter > 0 && lane.Refusals + 1 >= options.Value.ParkAfter;
        return isRefused && isPoison && lane.Key.Parked != parcel.LastSeq && parcel.Middle is null
            ? new Verdict.Park(parcel.LastSeq, done, pause)
            : new Verdict.Retry(pause, isRefused);
    }

    /// <summary>A fault of the server itself, at no event that is known: the lane rests as after any failure.</summary>
    public Verdict OfFault(ClaimedLane lane, Exception fault) =>
        new Verdict.Retry(
            _schedule.PauseAfter(Ids.NamedUuid($"{lane.Key}"), lane.Failures + 1))
        { Error = "could not go on: " + FaultWords.Of(fault) };

    /// <summary>There is no room to park it: it waits as for a receiver that is down; what no waiting mends is given up.</summary>
    public Verdict OfUnparked(SendResult result, Attempt attempt, long done) =>
        result.IsUnwritten ? new Verdict.GiveUp(done) : new Verdict.Retry(UsualPause(attempt), IsRefusal: true);

    private bool IsStop(SendResult result, Attempt attempt) => result.Status is { } status
        && ((status == StatusCodes.Status410Gone && options.Value.GonePauses)
            || (options.Value.MisconfiguredPauses > 0 && attempt.Number >= options.Value.MisconfiguredPauses && Misconfigured.Contains(status)));

    /// <summary>As published, whatever the receiver asks for.</summary>
    public TimeSpan UsualPause(Attempt attempt) => _schedule.PauseAfter(attempt.DeliveryId, attempt.Number);

    /// <summary>As published, or longer: where the receiver asks for it, and twice as long each time for what is parked; within reason.</summary>
    public TimeSpan PauseAfter(SendResult result, Attempt attempt, bool isParked)
    {
        var pause = UsualPause(attempt);
        var longer = isParked ? pause * Math.Pow(2, Math.Min(attempt.Number - options.Value.ParkAfter, MostDoublings)) : result.Wait ?? TimeSpan.Zero;
        var granted = longer < options.Value.LongestWait ? longer : options.Value.LongestWait;
        return granted > pause ? granted : pause;
    }
}
