using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>How far one kind of webhooks has come with one owner's events.</summary>
/// <param name="Id">Names it in a path, with the events parked beside it.</param>
/// <param name="ParkedSeq">The one event the lane is about, as its receiver refuses it; 0 of a lane that follows the log.</param>
/// <param name="Cursor">The last event that is done with.</param>
/// <param name="Head">The last event there is.</param>
/// <param name="Failures">In a row.</param>
/// <param name="Oldest">What it tells next; null of a lane that has nothing to tell.</param>
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
    DateTimeOffset? NextAttempt,
    DeliverySubject? Oldest);

/// <param name="Next">The cursor of what follows; left out at the end.</param>
public sealed record Lanes(IReadOnlyList<Lane> Items, string? Next = null);

/// <summary>What is sent.</summary>
/// <param name="Authorization">Only its scheme; null where there is none.</param>
/// <param name="Length">Bytes of the body.</param>
/// <param name="Body">Its first 64 kilobytes.</param>
public sealed record DeliveryRequest(string Method, string Url, string? Authorization, int Length, string Body);
