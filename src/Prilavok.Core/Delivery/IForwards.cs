namespace Prilavok.Core.Delivery;

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
