namespace Prilavok.Contracts.Manage;

/// <summary>One request to the app's service.</summary>
/// <param name="Id">Of the delivery; all its attempts have it.</param>
/// <param name="FirstSeq">The first event it carried.</param>
/// <param name="LastSeq">The last event it carried.</param>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="StatusCode">Null when there was no answer.</param>
/// <param name="Url">Where it went; left out of what arrived.</param>
/// <param name="Response">The beginning of what the receiver said when it refused; left out where it said nothing.</param>
/// <param name="About">What it is about, at most a hundred and in long lists fewer. Of what is about one thing, its names stand beside this
/// too.</param>
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
