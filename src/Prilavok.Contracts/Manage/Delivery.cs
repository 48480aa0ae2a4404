using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>How far one kind of webhooks has come with one owner's events.</summary>
/// <param name="Id">Names it in a path, with the events parked beside it.</param>
/// <param name="ParkedSeq">The one event the lane is about, as its receiver refuses it; 0 of a lane that follows the log.</param>
/// <param name="Cursor">The last event that is done with.</param>
/// <param name="Head">The last event there is.</param>
/// <param name="Failures">In a row.</param>
public sealed record Lane(
    string Id,
    string OwnerId,
    string Channel,
    [AllowedValues("idle", "sending", "resting", "due", "paused", "parked")] string State,
    long ParkedSeq,
    long Cursor,
    long Head,
    int Failures,
    string? LastError,
    DateTimeOffset? NextAttempt);

/// <summary>One request to the app's service.</summary>
/// <param name="Id">Of the delivery; all its attempts have it.</param>
/// <param name="FirstSeq">The first event it carried.</param>
/// <param name="LastSeq">The last event it carried.</param>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="StatusCode">Null when there was no answer.</param>
public sealed record DeliveryAttempt(
    string Id,
    string OwnerId,
    string Channel,
    long FirstSeq,
    long LastSeq,
    int Attempt,
    DateTimeOffset At,
    long TookMs,
    int? StatusCode,
    string? Error);

/// <param name="Next">The cursor of what follows; left out at the end.</param>
public sealed record DeliveryAttempts(IReadOnlyList<DeliveryAttempt> Items, string? Next = null);
