using Prilavok.Core.Catalog;
using Prilavok.Core.Employees;
using Prilavok.Core.Pushes;
using Prilavok.Core.Stores;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Suppliers;
using Prilavok.Core.Terminals;

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

/// <summary>What is needed to tell of an event later: the thing as it was when it happened.</summary>
public abstract record Fact
{
    private Fact()
    {
    }

    /// <summary>The canonical v2 bytes of one version of a document.</summary>
    public sealed record OfDocument(ReadOnlyMemory<byte> Content) : Fact;

    public sealed record OfStore(Store Store) : Fact;

    public sealed record OfDevice(Terminal Device) : Fact;

    public sealed record OfEmployee(Employee Employee, RoleKind Role) : Fact;

    public sealed record OfRole(Role Role) : Fact;

    public sealed record OfProduct(Product Product) : Fact;

    public sealed record OfSupplier(Supplier Supplier) : Fact;
    public sealed record OfImage(ProductImage Image) : Fact;

    /// <summary>The app came into the account or left it.</summary>
    public sealed record OfApp(string AppId) : Fact;

    public sealed record OfSubscription(SubscriptionNews News) : Fact;

    public sealed record OfPush(Push Push) : Fact;

    public sealed record OfClock(DateTimeOffset Now) : Fact;

    /// <summary>What is kept of it makes no sense: whoever tells of it says so, and goes on with the others.</summary>
    public sealed record Unreadable : Fact;
}

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
