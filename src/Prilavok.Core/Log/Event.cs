namespace Prilavok.Core.Log;

/// <param name="StoreId">As it is shown; null for what belongs to no store.</param>
public sealed record NewEvent(EventKind Kind, EventAction Action, string SubjectId, string? StoreId, Fact Fact)
{
    /// <summary>What it did to the stock; told to publishers with it, and to nobody else.</summary>
    public IReadOnlyList<StockLevel> Stock { get; init; } = [];
}

/// <summary>
/// One entry of an owner's log. <see cref="Seq"/> counts 1, 2, 3 … in the order of commits, without gaps but for the numbers that a log lost
/// when a backup took its place.
/// </summary>
public sealed record Event(
    string OwnerId, long Seq, EventKind Kind, EventAction Action, string SubjectId, string? StoreId, Source Source, DateTimeOffset At, Fact Fact)
{
    /// <summary>The span in which it was written, as a W3C <c>traceparent</c>; null where none was recorded.</summary>
    public string? Trace { get; init; }

    /// <summary>What it did to the stock. It is read only with those that <see cref="IEventLog.ReadToldAsync"/> looks for.</summary>
    public IReadOnlyList<StockLevel> Stock { get; init; } = [];

    /// <summary>Something happened; it is not told to one app alone.</summary>
    public bool IsNews => Source.Kind != SourceKind.Snapshot;

    public bool IsFor(string appId) => IsNews || string.Equals(Source.Id, appId, StringComparison.OrdinalIgnoreCase);
}
