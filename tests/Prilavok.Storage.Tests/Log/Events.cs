using System.Text;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Terminals;

namespace Prilavok.Storage.Tests.Log;

/// <summary>Events whose content does not matter.</summary>
internal static class Events
{
    public static NewEvent Of(EventKind kind, string subjectId) => new(kind, EventAction.Created, subjectId, null, FactOf(kind, subjectId));

    private static Fact FactOf(EventKind kind, string id) => kind switch
    {
        EventKind.Document => new DocumentFact(Encoding.UTF8.GetBytes(id)),
        EventKind.Store => new StoreFact(new Store(id, "Kiosk", null, default, default)),
        EventKind.Device => new DeviceFact(new Terminal(id, "Till", "s1", TimeSpan.Zero, null, default, default)),
        EventKind.Employee => new EmployeeFact(new Employee(id, "Ann", null, null, null, "r1", [], default, default), RoleKind.Manual),
        EventKind.Product => new ProductFact(new Product { StoreId = "s1", Id = id, IsGroup = false, Name = "Tea" }),
        EventKind.Role => new RoleFact(new Role(id, "Role", RoleKind.Manual, [], default, default)),
        EventKind.Installation or EventKind.Token => new AppFact(id),
        EventKind.Subscription => new SubscriptionFact(new SubscriptionNews("s1", id, NewsType.Terminated, 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No test needs it yet."),
    };
}
