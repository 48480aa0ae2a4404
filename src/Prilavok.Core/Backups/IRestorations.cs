namespace Prilavok.Core.Backups;

/// <summary>What a database needs after it was put back from a backup, and how that is found out.</summary>
public interface IRestorations
{
    /// <summary>
    /// Moves the end of every log beyond all numbers that the lost one may have given out, and forgets what was of the moment: log-ins,
    /// codes, locks, open streams.
    /// </summary>
    /// <param name="now">Real time.</param>
    Task<Restored> MarkAsync(IWork work, DateTimeOffset now);

    /// <summary>Counts on, and says where the database stands.</summary>
    /// <param name="atLeast">It goes on behind this one.</param>
    Task<DatabaseMark> BeatAsync(IWork work, long atLeast);

    /// <summary>Where the database stands; null where it never said so.</summary>
    Task<DatabaseMark?> FindMarkAsync(ISession session);
}

/// <param name="Database">The same for a database and all copies of it.</param>
/// <param name="Beat">Grows as long as the database is used: the smaller one is the older state of it.</param>
public sealed record DatabaseMark(long Database, long Beat);

/// <param name="Owners">Whose logs go on behind the lost numbers.</param>
/// <param name="Sessions">Log-ins that ended.</param>
public sealed record Restored(int Owners, int Sessions);
