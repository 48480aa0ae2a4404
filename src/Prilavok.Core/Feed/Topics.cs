using System.Collections.Frozen;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;

namespace Prilavok.Core.Feed;

/// <summary>What an app can hear of an owner's log.</summary>
public enum Topic
{
    Store,
    Device,
    Employee,
    Document,
    Product,
    ProductGroup,

    /// <summary>The app's own cloud token.</summary>
    Token,
}

/// <summary>Which events are of which topic, and who may hear of it.</summary>
public static class Topics
{
    public static FrozenSet<Topic> All { get; } = Enum.GetValues<Topic>().ToFrozenSet();

    /// <returns>Null for what is no app's business.</returns>
    public static Topic? Of(Event e, string appId) => e.Kind switch
    {
        _ when !e.IsFor(appId) => null,
        EventKind.Store => Topic.Store,
        EventKind.Device => Topic.Device,
        EventKind.Employee => Topic.Employee,
        EventKind.Document => Topic.Document,
        EventKind.Product => e.Fact is ProductFact { Product.IsGroup: true } ? Topic.ProductGroup : Topic.Product,
        EventKind.Token => string.Equals(e.SubjectId, appId, StringComparison.OrdinalIgnoreCase) ? Topic.Token : null,
        _ => null,
    };

    public static EventKind KindOf(Topic topic) => topic switch
    {
        Topic.Store => EventKind.Store,
        Topic.Device => EventKind.Device,
        Topic.Employee => EventKind.Employee,
        Topic.Document => EventKind.Document,
        Topic.Product or Topic.ProductGroup => EventKind.Product,
        Topic.Token => EventKind.Token,
    };

    /// <summary>Those of <paramref name="asked"/> that an installation with these rights may hear of.</summary>
    public static FrozenSet<Topic> Allowed(IEnumerable<Topic> asked, IReadOnlyCollection<string> rights) =>
        asked.Where(topic => RightTo(topic) is not { } right || rights.Contains(right)).ToFrozenSet();

    private static string? RightTo(Topic topic) => topic switch
    {
        Topic.Store => Rights.StoreRead,
        Topic.Device => Rights.DeviceRead,
        Topic.Employee => Rights.EmployeeRead,
        Topic.Document => Rights.DocumentRead,
        Topic.Product => Rights.ProductRead,
        Topic.ProductGroup => Rights.ProductGroupRead,
        Topic.Token => null,
    };
}
