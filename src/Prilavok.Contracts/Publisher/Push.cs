using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Prilavok.Contracts.Publisher;

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
