using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>One thing that a delivery is about: what it is, by the names it has everywhere. Those it has not are left out.</summary>
/// <param name="Seq">Its place in the owner's log.</param>
/// <param name="HappenedAt">On the owner's clock.</param>
/// <param name="Type">Of a document, or of an event of a subscription or an installation.</param>
/// <param name="DeviceId">Of a document, the terminal that brought it.</param>
/// <param name="Number">Of a document, as it came.</param>
public sealed record DeliverySubject(
    long Seq,
    [AllowedValues("document", "store", "device", "employee", "role", "product", "installation", "token", "subscription")] string Kind,
    DateTimeOffset HappenedAt,
    string? DocumentId = null,
    string? Type = null,
    string? StoreId = null,
    string? DeviceId = null,
    string? EmployeeId = null,
    string? RoleId = null,
    string? ProductId = null,
    string? SubscriptionId = null,
    Either<string, long>? Number = null);

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

/// <summary>One request to the app's service.</summary>
/// <param name="Id">Of the delivery; all its attempts have it.</param>
/// <param name="FirstSeq">The first event it carried.</param>
/// <param name="LastSeq">The last event it carried.</param>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="StatusCode">Null when there was no answer.</param>
/// <param name="Url">Where it went; left out of what arrived.</param>
/// <param name="Response">The beginning of what the receiver said when it refused; left out where it said nothing.</param>
/// <param name="About">What it is about, at most a hundred and in long lists fewer. Of what is about one thing, its names stand beside this too.</param>
/// <param name="Timings">Where its time went; left out of what was never sent.</param>
/// <param name="AboutMore">There is more than what is named; left out where there is not.</param>
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
    string? Error,
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

/// <summary>Where the time of one request went, in milliseconds. A part that was not needed or not reached is null.</summary>
/// <param name="Address">The IP address it was connected to; null when there were several and none of them answered.</param>
/// <param name="Reused">The connection was open already, so it cost no time.</param>
/// <param name="DnsMs">Looking up the name.</param>
/// <param name="ConnectMs">Opening the connection.</param>
/// <param name="TlsMs">Agreeing on the encryption.</param>
/// <param name="FirstByteMs">From the start of the request, all of these included, to the head of the answer; null without an answer.</param>
public sealed record DeliveryTimings(
    string? Address, bool Reused, decimal? DnsMs, decimal? ConnectMs, decimal? TlsMs, decimal? FirstByteMs);

/// <param name="Queued">Lanes that have something to send, now or later; of the first page, and where nothing else was asked for.</param>
/// <param name="Dead">What was given up, where it was asked for, the newest first.</param>
/// <param name="Next">The cursor of what follows; left out at the end.</param>
/// <param name="Why">Where a document was asked for: why it did or did not reach the app, in words; of the first page.</param>
public sealed record DeliveryAttempts(
    IReadOnlyList<DeliveryAttempt> Items,
    IReadOnlyList<Lane> Queued,
    IReadOnlyList<DeadDelivery> Dead,
    string? Next = null,
    IReadOnlyList<string>? Why = null);

/// <summary>Events that were given up.</summary>
/// <param name="At">When, on the owner's clock.</param>
/// <param name="About">What they are about, as of an attempt.</param>
/// <param name="AboutMore">There is more than what is named; left out where there is not.</param>
public sealed record DeadDelivery(
    string OwnerId,
    string Channel,
    long FirstSeq,
    long LastSeq,
    DateTimeOffset At,
    string Error,
    IReadOnlyList<DeliverySubject> About,
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

/// <summary>One delivery, whole.</summary>
/// <param name="NextAttempt">Null when none will be made by itself.</param>
/// <param name="Why">Why it goes where it goes, and why it did or did not arrive, in words.</param>
/// <param name="Request">As it would be sent now; null when there is nothing to be sent any more.</param>
/// <param name="Attempts">The oldest first.</param>
/// <param name="About">What the last of them is about.</param>
/// <param name="AboutMore">There is more than what is named; left out where there is not.</param>
public sealed record WholeDelivery(
    string Id,
    string AppId,
    string OwnerId,
    string Channel,
    [AllowedValues("delivered", "waiting", "parked", "dead", "paused")] string State,
    DateTimeOffset? NextAttempt,
    IReadOnlyList<string> Why,
    DeliveryRequest? Request,
    IReadOnlyList<DeliveryAttempt> Attempts,
    IReadOnlyList<DeliverySubject> About,
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

/// <summary>What is sent.</summary>
/// <param name="Authorization">Only its scheme; null where there is none.</param>
/// <param name="Length">Bytes of the body.</param>
/// <param name="Body">Its first 64 kilobytes.</param>
public sealed record DeliveryRequest(string Method, string Url, string? Authorization, int Length, string Body);
