namespace Prilavok.Core.Delivery;

/// <summary>An open stream whose reader stands in for an app's service.</summary>
/// <param name="OwnerId">Only for this owner; null is for all.</param>
/// <param name="OpenedAt">Real time: of several, the one opened last is it.</param>
public sealed record Forward(string AppId, string StreamId, string? OwnerId, DateTimeOffset OpenedAt)
{
    public bool Covers(string appId, string ownerId) =>
        string.Equals(AppId, appId, StringComparison.OrdinalIgnoreCase) && (OwnerId is null || OwnerId == ownerId);
}

/// <summary>The signal of requests on their way (due) and of answers and ends (settled).</summary>
public sealed class ForwardSignal : WorkSignal;
