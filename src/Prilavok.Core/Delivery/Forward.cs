namespace Prilavok.Core.Delivery;

/// <summary>An open stream whose reader stands in for an app's service.</summary>
/// <param name="OwnerId">Only for this owner; null is for all.</param>
/// <param name="OpenedAt">Real time: of several, the one opened last is it.</param>
public sealed record Forward(string AppId, string StreamId, string? OwnerId, DateTimeOffset OpenedAt)
{
    public bool Covers(string appId, string ownerId) =>
        string.Equals(AppId, appId, StringComparison.OrdinalIgnoreCase) && (OwnerId is null || OwnerId == ownerId);
}

/// <summary>A request on its way to whoever stands in.</summary>
/// <param name="Body">Text as it would go over the wire; what services are sent is JSON, or nothing.</param>
public sealed record ForwardedRequest(
    string OwnerId, string Id, string AppId, string StreamId, string Method, string Url, IReadOnlyList<ForwardedHeader> Headers, string Body);

public sealed record ForwardedHeader(string Name, string Value);

/// <summary>What whoever stands in says to it.</summary>
public sealed record ForwardedAnswer(int Status, IReadOnlyList<ForwardedHeader> Headers, string Body);

/// <summary>Streams that stand in, and what is on its way through them. Any node may send, hold the stream, and be told the answer.</summary>
public interface IForwards
{
    /// <summary>Opens a stream, or keeps it open, until <paramref name="leaseUntil"/> (real time).</summary>
    Task KeepAsync(IWork work, Forward forward, DateTimeOffset leaseUntil);

    /// <summary>What was on its way through it is on its way no more; what was answered arrived.</summary>
    Task CloseAsync(IWork work, Forward forward);

    /// <summary>The last opened first.</summary>
    Task<IReadOnlyList<Forward>> OpenAsync(ISession session, DateTimeOffset now);

    Task AddAsync(IOwnerWork work, ForwardedRequest request);

    /// <summary>What is on its way through the stream and not answered, the oldest first.</summary>
    Task<IReadOnlyList<ForwardedRequest>> WaitingAsync(ISession session, Forward forward);

    /// <returns>False when nobody waits for an answer to such a request of the app.</returns>
    Task<bool> AnswerAsync(IOwnerWork work, string appId, string requestId, ForwardedAnswer answer);

    /// <returns>Null as long as there is none.</returns>
    Task<ForwardedAnswer?> FindAnswerAsync(ISession session, string ownerId, string requestId);

    Task RemoveAsync(IOwnerWork work, string requestId);

    /// <summary>Clears away what crashed processes left.</summary>
    Task SweepAsync(IWork work, DateTimeOffset now);
}

/// <summary>The signal of requests on their way (due) and of answers and ends (settled).</summary>
public sealed class ForwardSignal : WorkSignal;
