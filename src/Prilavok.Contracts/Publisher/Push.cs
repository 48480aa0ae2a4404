using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Prilavok.Contracts.Publisher;

/// <summary>A message to the part of an app that runs on terminals.</summary>
/// <param name="Payload">The app's own.</param>
/// <param name="Devices">Ids or IMEIs of 1 to 100 terminals.</param>
/// <param name="ActiveTill">When it stops being delivered.</param>
[MayBeNull]
public sealed record NewPush(JsonElement Payload, IReadOnlyList<Either<string, long>> Devices, string? ActiveTill = null);

/// <summary>A message to one terminal.</summary>
/// <param name="Payload">The app's own.</param>
/// <param name="ActiveTill">When it stops being delivered.</param>
[MayBeNull]
public sealed record NewPushToDevice(JsonElement Payload, string? ActiveTill = null);

/// <summary>What became of a message.</summary>
public sealed record PushTask(
    string Id,
    string ModifiedAt,
    [AllowedValues("ACCEPTED", "RUNNING", "COMPLETED")] string Status,
    IReadOnlyList<PushDetail> Details);

/// <summary>What became of it on one terminal.</summary>
/// <param name="Reply">The app's own.</param>
public sealed record PushDetail(
    string DeviceId,
    [AllowedValues("ACCEPTED", "DELIVERED", "REJECTED", "EXPIRED")] string Status,
    string? ActiveTill = null,
    string? CreatedAt = null,
    string? SentAt = null,
    string? RejectedAt = null,
    JsonElement? Reply = null);
