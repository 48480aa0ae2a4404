using Prilavok.Core;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Employees;

public abstract class EmployeesTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private EditEmployees Edit => Node.Get<EditEmployees>();

    private EditRoles Roles => Node.Get<EditRoles>();

    [Fact]
    public async Task An_employee_is_read_back_as_kept()
    {
        var shop = await Shop.OpenAsync(Node);
        var role = await Roles.CreateAsync(shop.OwnerId, Source.System, "Helper", ["CASH_OPERATIONS_SELL"], Ct);
        var ann = await HireAsync(shop, Draft(role, shop) with { LastName = "Lee", PatronymicName = "Ива\"новна", Phone = 79876543210 });
        var bob = await HireAsync(shop, Draft(role, shop) with { StoreIds = [] });

        Assert.Equivalent(ann, await FindAsync(shop, ann.Id.ToUpperInvariant()), strict: true);
        Assert.Equivalent(bob, await FindAsync(shop, bob.Id), strict: true);
        Assert.Null(await FindAsync(shop, "nobody"));
        Assert.Equal(
            new[] { ann.Id, bob.Id }.Order(StringComparer.Ordinal),
            (await Node.ReadAsync(s => Node.Get<IEmployees>().ListAsync(s, shop.OwnerId, Page.Whole))).Select(employee => employee.Id));
    }

    [Fact]
    public async Task Roles_and_stores_are_shown_as_they_were_spelled_however_they_are_named()
    {
        var shop = await Shop.OpenAsync(Node);
        var role = new Role("ROLE-ÀB", "Helper", RoleKind.Manual, [], Now, Now);
        await Node.WriteAsync(shop.OwnerId, work => Node.Get<IRoles>().SaveAsync(work, role));
        var draft = Draft(role, shop) with { RoleId = "role-àb", StoreIds = [shop.Store.Id.ToUpperInvariant()] };
        var ann = await HireAsync(shop, draft);

        Assert.Equal((role.Id, shop.Store.Id), (ann.RoleId, ann.StoreIds.Single()));
        var found = await FindAsync(shop, ann.Id);
        Assert.Equal((role.Id, shop.Store.Id), (found!.RoleId, found.StoreIds.Single()));
        Assert.Equal(RemoveOutcome.InUse, await Roles.RemoveAsync(shop.OwnerId, Source.System, "role-Àb", Ct));
        Assert.Equal(RemoveOutcome.Removed, await Edit.RemoveAsync(shop.OwnerId, Source.System, ann.Id, Ct));
        Assert.Equal(RemoveOutcome.Removed, await Roles.RemoveAsync(shop.OwnerId, Source.System, "role-Àb", Ct));
    }

    [Fact]
    public async Task An_employee_needs_a_role_and_stores_of_the_same_owner()
    {
        var shop = await Shop.OpenAsync(Node);
        var other = await Shop.OpenAsync(Node);
        var role = await Roles.CreateAsync(shop.OwnerId, Source.System, "Helper", [], Ct);
        var theirs = await Roles.CreateAsync(other.OwnerId, Source.System, "Helper", [], Ct);

        Assert.IsType<EmployeeOutcome.RoleUnknown>(await Edit.CreateAsync(shop.OwnerId, Source.System, Draft(theirs, shop), Ct));
        Assert.Equal(
            new EmployeeOutcome.StoreUnknown(other.Store.Id), await Edit.CreateAsync(shop.OwnerId, Source.System, Draft(role, other), Ct));
        Assert.IsType<EmployeeOutcome.Unknown>(await Edit.ChangeAsync(shop.OwnerId, Source.System, "nobody", e => e, Ct));
        Assert.Empty(await Node.ReadAsync(s => Node.Get<IEmployees>().ListAsync(s, shop.OwnerId, Page.Whole)));
    }

    [Fact]
    public async Task A_preset_role_stays_as_it_is()
    {
        var shop = await Shop.OpenAsync(Node);
        var preset = new Role("r1", "Admin", RoleKind.Admin, ["ALL"], Now, Now);
        await Node.WriteAsync(shop.OwnerId, work => Node.Get<IRoles>().SaveAsync(work, preset));

        Assert.IsType<RoleOutcome.Preset>(await Roles.ChangeAsync(shop.OwnerId, Source.System, "R1", role => role with { Name = "x" }, Ct));
        Assert.Equal(RemoveOutcome.Preset, await Roles.RemoveAsync(shop.OwnerId, Source.System, "R1", Ct));
        Assert.Equivalent(
            preset, Assert.Single(await Node.ReadAsync(s => Node.Get<IRoles>().ListAsync(s, shop.OwnerId))), strict: true);
    }

    [Fact]
    public async Task Pages_stand_still_while_rows_come_in_and_follow_the_bytes_of_ids()
    {
        var shop = await Shop.OpenAsync(Node);
        foreach (var id in Paging.AwkwardIds)
        {
            await SaveAsync(shop, id);
        }

        var read = await Paging.ReadAsync(
            3,
            page => Node.ReadAsync(s => Node.Get<IEmployees>().ListAsync(s, shop.OwnerId, page)),
            employee => new Position(employee.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(employee.Id)),
            i => SaveAsync(shop, $"!{i}"));

        Assert.Equal(Paging.AwkwardIds.Order(StringComparer.Ordinal), read.Select(employee => employee.Id));
    }

    private static Employee Draft(Role role, Shop shop) => new("", "Ann", null, null, null, role.Id, [shop.Store.Id], default, default);

    private async Task<Employee> HireAsync(Shop shop, Employee draft) =>
        Assert.IsType<EmployeeOutcome.Saved>(await Edit.CreateAsync(shop.OwnerId, Source.System, draft, Ct)).Employee;

    private Task SaveAsync(Shop shop, string id) => Node.WriteAsync(
        shop.OwnerId,
        work => Node.Get<IEmployees>().SaveAsync(work, new Employee(id, "Ann", null, null, null, "r", [], work.Now, work.Now)));

    private Task<Employee?> FindAsync(Shop shop, string id) => Node.ReadAsync(s => Node.Get<IEmployees>().FindAsync(s, shop.OwnerId, id));
}

public sealed class SqliteEmployeesTests : EmployeesTests<SqliteFixture>;

public sealed class PostgreSqlEmployeesTests : EmployeesTests<PostgreSqlFixture>;
