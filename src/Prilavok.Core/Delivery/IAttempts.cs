namespace Prilavok.Core.Delivery;

/// <summary>Events that were given up.</summary>
/// <param name="At">On the owner's clock.</param>
public sealed record DeadLetter(LaneKey Lane, long FirstSeq, long LastSeq, DateTimeOffset At, string Error);

/// <summary>What was tried, for as long as it is kept, and what came to nothing.</summary>
public interface IAttempts
{
    /// <summary>Keeps attempts that move nothing.</summary>
    Task AddAsync(IOwnerWork work, LaneKey lane, IReadOnlyCollection<Attempt> made);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<(LaneKey Lane, Attempt Attempt)>> ListAsync(ISession session, string appId, AttemptQuery query, int limit);

    /// <summary>In the order in which they were written down.</summary>
    /// <param name="after">Those behind this one.</param>
    Task<IReadOnlyList<LiveAttempt>> KeptAfterAsync(ISession session, LiveQuery query, AttemptMark after, int limit);

    /// <summary>Every attempt at one delivery, the oldest first.</summary>
    Task<IReadOnlyList<(LaneKey Lane, Attempt Attempt)>> OfDeliveryAsync(ISession session, Guid deliveryId);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<DeadLetter>> DeadAsync(ISession session, string appId, AttemptQuery query, int limit);

    /// <summary>Where a document stands in the logs of owners who have the app: its last version.</summary>
    Task<IReadOnlyList<(string OwnerId, long Seq)>> FindDocumentAsync(ISession session, string appId, string? ownerId, string documentId);

    /// <summary>Forgets some of the oldest that are too old or too many.</summary>
    /// <param name="before">Real time: what was written down earlier goes.</param>
    /// <param name="most">More than this many attempts are not kept.</param>
    /// <param name="atATime">No more than this go at once.</param>
    /// <returns>True when there may be more to forget.</returns>
    Task<bool> PruneAsync(IWork work, DateTimeOffset before, long most, int atATime);
}
