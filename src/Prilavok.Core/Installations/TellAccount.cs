using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Installations;

/// <summary>Tells an app that was installed, and nobody else, what is in the account already.</summary>
public sealed class TellAccount(IStores stores, ITerminals terminals, IEmployees employees, IRoles roles, IEventLog log)
{
    /// <summary>Stores, devices, roles and employees, as far as the app hears of them. The rest it fetches.</summary>
    public async Task HandleAsync(IOwnerWork work, App app)
    {
        var events = new List<NewEvent>();
        if (Hears(Channel.Stores))
        {
            events.AddRange((await stores.ListAsync(work, work.OwnerId, Page.Whole)).Select(
                store => Of(EventKind.Store, store.Id, store.Id, new StoreFact(store))));
        }

        if (Hears(Channel.Devices))
        {
            events.AddRange((await terminals.ListAsync(work, work.OwnerId, null, Page.Whole)).Select(
                terminal => Of(EventKind.Device, terminal.Id, terminal.StoreId, new DeviceFact(terminal))));
        }

        var all = await roles.ListAsync(work, work.OwnerId);
        if (Hears(Channel.Roles))
        {
            events.AddRange(all.Select(role => Of(EventKind.Role, role.Id, null, new RoleFact(role))));
        }

        if (Hears(Channel.Employees))
        {
            var kinds = all.ToDictionary(role => role.Id, role => role.Kind, StringComparer.OrdinalIgnoreCase);
            events.AddRange((await employees.ListAsync(work, work.OwnerId, Page.Whole)).Select(employee => Of(
                EventKind.Employee, employee.Id, null, new EmployeeFact(employee, kinds.GetValueOrDefault(employee.RoleId, RoleKind.Manual)))));
        }

        if (events.Count > 0)
        {
            await log.AppendAsync(work, Source.Snapshot(app.Id), events);
        }

        bool Hears(Channel channel) => app.Settings.Urls.ContainsKey(channel);
    }

    private static NewEvent Of(EventKind kind, string id, string? storeId, Fact fact) => new(kind, EventAction.Updated, id, storeId, fact);
}
