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
