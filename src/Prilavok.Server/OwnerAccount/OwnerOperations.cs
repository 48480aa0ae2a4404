using Prilavok.Contracts.Manage;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.OwnerAccount;

/// <summary>The owner's account.</summary>
internal static class OwnerOperations
{
    private const string Stores = "Owner: stores";
    private const string Devices = "Owner: devices";
    private const string Employees = "Owner: employees and roles";
    private const string Apps = "Owner: apps";
    private const string Account = "Owner: account";

    public static IEnumerable<Operation> All { get; } =
    [
        .. ForOwner(),
    ];

    private static IEnumerable<Operation> ForOwner() => ((IEnumerable<Operation>)
    [
        new Operation("manage.audit", Account, "Tells who changed what").Asks<long>("after", "Only after this place in the log.")
            .Answers200<ItemList<AuditEntry>>(),
        .. Edited<Store, NewStore, StoreChange>("manage.stores", Stores, "store", creating: StatusCodes.Status409Conflict).Select(operation =>
            operation.Route == "manage.stores.remove" ? operation.Asks<bool>(
                "force", "Also one that has documents. They can be read when it is gone.") : operation),
        .. Edited<Device, NewDevice,
        DeviceChange>("manage.devices", Devices, "device", StatusCodes.Status422UnprocessableEntity, StatusCodes.Status422UnprocessableEntity),
        new Operation("manage.devices.code", Devices, "Makes a new pairing code for a device").Answers200<Device>(),
        .. Edited<Employee, NewEmployee, EmployeeChange>(
            "manage.employees", Employees, "employee", StatusCodes.Status422UnprocessableEntity, StatusCodes.Status422UnprocessableEntity),
        .. Edited<Role, NewRole, RoleChange>("manage.roles", Employees, "role", changing: StatusCodes.Status409Conflict),
        new Operation("manage.roles.duplicate", Employees, "Makes a role of its own from any role, a preset one too")
            .Answer<Role>(StatusCodes.Status201Created),
        new Operation("manage.apps.list", Apps, "Lists the apps the owner can have").Answers200<ItemList<OfferedApp>>(),
        new Operation("manage.apps.settings", Apps, "Shows the page an app has in the owner's account").Answers200<ItemList<TabElement>>(),
        new Operation("manage.installation.create", Apps, "Installs an app").Takes<InstallRequest>()
            .Answer<Installation>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict)
            .RefusesAs<InstallationProblem>(StatusCodes.Status422UnprocessableEntity),
        new Operation("manage.installation.change", Apps, "Changes what is paid for").With("The difference is charged at once.").Takes<TermsChange>()
            .Answers200<Installation>().Refuses(StatusCodes.Status402PaymentRequired, StatusCodes.Status409Conflict),
        new Operation("manage.installation.pay", Apps, "Tries to charge what is owed now").Answers200<Installation>()
            .Refuses(StatusCodes.Status402PaymentRequired, StatusCodes.Status409Conflict),
        new Operation("manage.payments.list", Apps, "Lists the owner's payments, the newest first")
            .Asks<long>("before", "Only payments with smaller numbers.").Answers200<ItemList<Payment>>(),
        new Operation("manage.paymentMethod.find", Apps, "Tells what becomes of a sandbox owner's charges").Answers200<PaymentMethod>()
            .Refuses(StatusCodes.Status409Conflict),
        new Operation("manage.paymentMethod.choose", Apps, "Chooses what becomes of a sandbox owner's charges").Takes<PaymentMethod>()
            .Answers200<PaymentMethod>().Refuses(StatusCodes.Status409Conflict),
        new Operation("manage.installation.remove", Apps, "Removes an app").AnswersEmpty(StatusCodes.Status204NoContent),
    ]).Select(operation => operation.For("the owner"));

    /// <param name="creating">How making one may be refused beside the refusals of every body.</param>
    /// <param name="changing">The same of changing one.</param>
    private static IEnumerable<Operation> Edited<TItem, TNew, TChange>(
        string route, string tag, string what, int? creating = null, int? changing = null) =>
    [
        new Operation(route + ".list", tag, $"Lists the {what}s of the owner").Answers200<ItemList<TItem>>(),
        new Operation(route + ".create", tag, $"Makes {(what[0] == 'e' ? "an" : "a")} {what}").Takes<TNew>()
            .Answer<TItem>(StatusCodes.Status201Created).Refuses(creating is { } clash ? [clash] : []),
        new Operation(route + ".find", tag, $"Finds one {what}").Answers200<TItem>(),
        new Operation(route + ".change", tag, $"Changes one {what}").Takes<TChange>().Answers200<TItem>()
            .Refuses(changing is { } refusal ? [refusal] : []),
        new Operation(route + ".remove", tag, $"Removes one {what}").AnswersEmpty(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status409Conflict),
    ];
}
