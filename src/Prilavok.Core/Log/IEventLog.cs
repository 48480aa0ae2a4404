namespace Prilavok.Core.Log;

/// <summary>The owner's log. Everything that happens to an owner is appended here, in the same commit as the change itself.</summary>
public interface IEventLog
{
    /// <summary>Appends and wakes the lanes that were idle.</summary>
    /// <returns>The number of the first of <paramref name="events"/>; the others follow it.</returns>
    Task<long> AppendAsync(IOwnerWork work, Source source, IReadOnlyList<NewEvent> events);

    /// <summary>What an event that this work has appended did to the stock in the end.</summary>
    Task TellStockAsync(IOwnerWork work, long seq, IReadOnlyList<StockLevel> levels);

    /// <summary>Events after <paramref name="after"/>, at most <paramref name="limit"/>.</summary>
    /// <param name="kind">Only these; null means all.</param>
    Task<LogSlice> ReadAsync(ISession session, string ownerId, long after, EventKind? kind, int limit);

    /// <summary>Those of some kinds, at least one, after <paramref name="after"/>, with what they did to the stock.</summary>
    /// <param name="withStock">Whatever did something to the stock as well.</param>
    Task<LogSlice> ReadToldAsync(
        ISession session, string ownerId, long after, IReadOnlyCollection<EventKind> kinds, bool withStock, int limit);

    /// <summary>Events after a place, everything but documents: what terminals and the audit look at.</summary>
    Task<LogSlice> ReadCatalogAsync(ISession session, string ownerId, long after, int limit);

    /// <summary>
    /// Whether a cursor is of a log that is lost: it lies behind the end, or among the numbers that were given out before a backup took the
    /// log's place. Who has it knows of things that never happened.
    /// </summary>
    Task<bool> IsLostAsync(ISession session, string ownerId, long cursor);

    /// <summary>To know later whether the log has grown.</summary>
    Task<LogVersion> VersionAsync(ISession session, string ownerId);
}
