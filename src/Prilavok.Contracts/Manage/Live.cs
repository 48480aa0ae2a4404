using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>What comes through a live stream. The event's name says which of the members is its data.</summary>
/// <param name="Open">The first: from here on, what happens is told.</param>
/// <param name="Attempt">An attempt at a delivery was made.</param>
/// <param name="Request">A request waits for the answer of whoever stands in for the service.</param>
public sealed record LiveEvent(LiveOpen? Open = null, LiveAttempt? Attempt = null, LiveRequest? Request = null);

/// <param name="Forward">Requests come through the stream.</param>
public sealed record LiveOpen(string AppId, bool Forward);

/// <summary>An attempt at a delivery, with what was sent and what became of it.</summary>
/// <param name="Id">Of the delivery; all its attempts have it.</param>
/// <param name="FirstEventId">The id of the first event it carried.</param>
/// <param name="LastEventId">The id of the last event it carried.</param>
/// <param name="NextAttempt">Real time; null when none will be made by itself.</param>
/// <param name="Request">As it would be sent now; null when there is nothing to be sent any more.</param>
/// <param name="About">What it is about, at most a hundred. Of what is about one thing, its names stand beside this too.</param>
/// <param name="AboutMore">There is more than what is named; left out where there is not.</param>
public sealed record LiveAttempt(
    string Id,
    string OwnerId,
    string Channel,
    long FirstSeq,
    long LastSeq,
    int Attempt,
    DateTimeOffset At,
    long TookMs,
    int? StatusCode,
    string? Error,
    string FirstEventId,
    string LastEventId,
    [AllowedValues("delivered", "waiting", "parked", "dead", "paused")] string Verdict,
    DateTimeOffset? NextAttempt,
    SentRequest? Request,
    IReadOnlyList<DeliverySubject> About,
    string? Url = null,
    string? Response = null,
    DeliveryTimings? Timings = null,
    bool? AboutMore = null,
    string? DocumentId = null,
    string? Type = null,
    string? StoreId = null,
    string? DeviceId = null,
    string? EmployeeId = null,
    string? RoleId = null,
    string? ProductId = null,
    string? SubscriptionId = null,
    Either<string, long>? Number = null);
