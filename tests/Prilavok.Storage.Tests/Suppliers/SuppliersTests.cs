using Prilavok.Core;
using Prilavok.Core.Log;
using Prilavok.Core.Suppliers;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Suppliers;

public abstract class SuppliersTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private EditSuppliers Edit => Node.Get<EditSuppliers>();

    private ISuppliers Suppliers => Node.Get<ISuppliers>();

    [Fact]
    public async Task A_supplier_is_read_back_as_kept_under_any_case_of_its_id()
    {
        var shop = await Shop.OpenAsync(Node);
        var supplier = await AddAsync(shop, "AB-ÀZ", "ООО \"Чай\"");

        Assert.Equal(new Supplier("AB-ÀZ", "ООО \"Чай\"", Now, Now), supplier);
        Assert.Equal(supplier, await FindAsync(shop, "ab-àz"));
        Assert.Null(await FindAsync(shop, "ab"));
    }

    [Fact]
    public async Task Every_change_is_one_event_and_what_changes_nothing_is_none()
    {
        var shop = await Shop.OpenAsync(Node);
        var added = await AddAsync(shop, "s1", "Tea");
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(added, await AddAsync(shop, "S1", "Tea"));
        Assert.Equal(added, await ChangeAsync(shop, "s1", "Tea"));
        var renamed = await ChangeAsync(shop, "S1", "Coffee");
        Assert.Equal(added with { Name = "Coffee", UpdatedAt = Now }, renamed);
        Assert.Null(await ChangeAsync(shop, "s2", "Coffee"));
        Assert.Equal(1, await RemoveAsync(shop, "s1", "nobody", "S1"));
        Assert.Equal(0, await RemoveAsync(shop, "s1"));

        Assert.Equal(
            [(EventAction.Created, added), (EventAction.Updated, renamed!), (EventAction.Removed, renamed!)], await HeardAsync(shop));
        Assert.Null(await FindAsync(shop, "s1"));
    }

    [Fact]
    public async Task A_taken_id_is_not_given_twice()
    {
        var shop = await Shop.OpenAsync(Node);
        var first = await AddAsync(shop, "s1", "Tea");
        var second = await AddAsync(shop, "S1", "Coffee");
        var third = await AddAsync(shop, null, "Coffee");

        Assert.Equal(3, new[] { first.Id, Ids.Key(second.Id), third.Id }.Distinct().Count());
        Assert.Equal(first, await FindAsync(shop, "s1"));
        Assert.Equal(second, await FindAsync(shop, second.Id));
    }

    [Fact]
    public async Task Another_owner_has_suppliers_of_the_same_ids()
    {
        var shop = await Shop.OpenAsync(Node);
        var other = await Shop.OpenAsync(Node);
        await AddAsync(shop, "s1", "Tea");
        await AddAsync(other, "s1", "Coffee");
        await RemoveAsync(shop, "s1");

        Assert.Equal("Coffee", (await FindAsync(other, "s1"))!.Name);
        Assert.Empty(await ListAsync(shop, Page.Whole));
    }

    [Fact]
    public async Task Pages_stand_still_while_rows_come_in_and_follow_the_bytes_of_ids()
    {
        var shop = await Shop.OpenAsync(Node);
        string[] ids = ["a1", "a_", "a-", "ab", "b", "é", "z", "a", "я"];
        foreach (var id in ids)
        {
            await AddAsync(shop, id, "Tea");
        }

        var read = new List<string>();
        var after = Position.Start;
        while (await ListAsync(shop, new Page(after, 2)) is { Count: > 0 } page)
        {
            read.AddRange(page.Select(supplier => supplier.Id));
            after = new Position(page[^1].CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(page[^1].Id));
            await AddAsync(shop, $"!{read.Count}", "Tea");
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), read);
    }

    private Task<Supplier> AddAsync(Shop shop, string? id, string name) =>
        Edit.AddAsync(shop.OwnerId, Source.App(shop.App.Id), id, name, Ct);

    private Task<Supplier?> ChangeAsync(Shop shop, string id, string name) =>
        Edit.ChangeAsync(shop.OwnerId, Source.App(shop.App.Id), id, supplier => supplier with { Name = name }, Ct);

    private Task<int> RemoveAsync(Shop shop, params string[] ids) => Edit.RemoveAsync(shop.OwnerId, Source.App(shop.App.Id), ids, Ct);

    private Task<Supplier?> FindAsync(Shop shop, string id) => Node.ReadAsync(s => Suppliers.FindAsync(s, shop.OwnerId, id));

    private Task<IReadOnlyList<Supplier>> ListAsync(Shop shop, Page page) => Node.ReadAsync(s => Suppliers.ListAsync(s, shop.OwnerId, page));

    private async Task<IEnumerable<(EventAction Action, Supplier Supplier)>> HeardAsync(Shop shop) =>
        (await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, 0, EventKind.Supplier, 100)))
        .Select(e => (e.Action, ((SupplierFact)e.Fact).Supplier));
}

public sealed class SqliteSuppliersTests : SuppliersTests<SqliteFixture>;

public sealed class PostgreSqlSuppliersTests : SuppliersTests<PostgreSqlFixture>;
