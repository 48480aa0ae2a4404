namespace Prilavok.Core.Log;

/// <summary>What an event is about. The numbers are stored.</summary>
public enum EventKind
{
    Document = 1,
    Store = 2,
    Device = 3,
    Employee = 4,
    Role = 5,
    Product = 6,
    Installation = 7,
    Token = 8,
    Subscription = 9,
    Clock = 10,
    ProductImage = 11,
    Supplier = 12,
    Push = 13,
}

public enum EventAction
{
    Created = 1,
    Updated = 2,
    Removed = 3,
}

public enum SourceKind
{
    System = 0,
    Terminal = 1,
    App = 2,
    Owner = 3,

    /// <summary>Nothing happened: one app is told what there is. The id is the app's.</summary>
    Snapshot = 4,
}

/// <summary>Who caused an event: a terminal, an app, somebody in the owner's account, or the cloud itself.</summary>
public readonly record struct Source(SourceKind Kind, string Id)
{
    public static Source System { get; } = new(SourceKind.System, "");

    public static Source Terminal(string id) => new(SourceKind.Terminal, id);

    public static Source App(string id) => new(SourceKind.App, id);

    public static Source Owner(string login) => new(SourceKind.Owner, login);

    public static Source Snapshot(string appId) => new(SourceKind.Snapshot, appId);
}

/// <summary>What is needed to tell of an event later: the thing as it was when it happened. Each feature has its own.</summary>
public abstract record Fact;

/// <summary>What is kept of it makes no sense: whoever tells of it says so, and goes on with the others.</summary>
public sealed record UnreadableFact : Fact;

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
