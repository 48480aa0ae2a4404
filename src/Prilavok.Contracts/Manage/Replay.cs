using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>What is to be sent once more.</summary>
/// <param name="Since">Events that happened at or after, on their owners' clocks.</param>
/// <param name="Until">Events that happened before; up to now when it is left out.</param>
/// <param name="Channels">Only these kinds of webhooks, as receipts; all when it is left out.</param>
/// <param name="Only">Failed: only what has not arrived.</param>
/// <param name="To">Where to; where the app has it when it is left out.</param>
/// <param name="Rate">Events a second, 1 to 10,000; 50 when it is left out.</param>
/// <param name="DryRun">Only counts.</param>
public sealed record ReplayOrder(
    string Since,
    [MayBeNull] string? Until = null,
    [MayBeNull] IReadOnlyList<string>? Channels = null,
    [MayBeNull] string? OwnerId = null,
    [AllowedValues("failed", "all")] string? Only = null,
    [MayBeNull] string? To = null,
    [MayBeNull] int? Rate = null,
    bool? DryRun = null);

/// <summary>Something that is sent once more.</summary>
/// <param name="Id">Null of one that only counted.</param>
/// <param name="Events">Events to be sent; null until a worker has counted them.</param>
/// <param name="Sent">Events that have arrived.</param>
/// <param name="Failed">Events that were given up after three attempts.</param>
public sealed record Replay(
    string? Id,
    long? Events,
    long Sent,
    long Failed,
    [AllowedValues("counting", "running", "done", "stopped", "dry")] string State,
    string? LastError,
    string Since,
    string? Until,
    IReadOnlyList<string> Channels,
    string? OwnerId,
    [AllowedValues("failed", "all")] string Only,
    string? To,
    int Rate,
    string CreatedAt);
