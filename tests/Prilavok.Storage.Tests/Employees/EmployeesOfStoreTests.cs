using Prilavok.Core;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Employees;

public abstract class EmployeesOfStoreTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Awkward = "Kiosk \"%_\\' я";

    private Shop _shop = null!;

    [Fact]
    public async Task Only_those_who_may_work_in_the_store_are_listed_whatever_its_id_looks_like()
    {
        _shop = await Shop.OpenAsync(Node);
        foreach (var id in new[] { Awkward, "Kiosk", "Kiosk 2" })
        {
            await Node.Get<EditStores>().CreateAsync(_shop.OwnerId, Source.System, id, "Store", null, Ct);
        }

        await HireAsync("a", Awkward);
        await HireAsync("b", "Kiosk 2", _shop.Store.Id);
        await HireAsync("c", "kiosk", "KIOSK 2");
        await HireAsync("d");

        Assert.Equal(["a"], await ListAsync(Awkward.ToUpperInvariant()));
        Assert.Equal(["c"], await ListAsync("KIOSK"));
        Assert.Equal(["b", "c"], await ListAsync("Kiosk 2"));
        Assert.Equal(["b"], await ListAsync(_shop.Store.Id.ToLowerInvariant()));
        Assert.Empty(await ListAsync("%"));
        Assert.Empty(await ListAsync(""));
    }

    /// <summary>Page by page.</summary>
    private async Task<IReadOnlyList<string>> ListAsync(string storeId)
    {
        var read = new List<Employee>();
        var after = Position.Start;
        while (await Node.ReadAsync(s => Node.Get<IEmployees>().ListOfStoreAsync(s, _shop.OwnerId, storeId, new Page(after, 1))) is [var one])
        {
            read.Add(one);
            after = new Position(one.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(one.Id));
        }

        return [.. read.Select(employee => employee.Name)];
    }

    private async Task HireAsync(string name, params string[] storeIds)
    {
        var role = await Node.Get<EditRoles>().CreateAsync(_shop.OwnerId, Source.System, "Helper", [], Ct);
        Assert.IsType<EmployeeOutcome.Saved>(await Node.Get<EditEmployees>().CreateAsync(
            _shop.OwnerId, Source.System, new Employee("", name, null, null, null, role.Id, storeIds, default, default), Ct));
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
    }
}

public sealed class SqliteEmployeesOfStoreTests : EmployeesOfStoreTests<SqliteFixture>;

public sealed class PostgreSqlEmployeesOfStoreTests : EmployeesOfStoreTests<PostgreSqlFixture>;
