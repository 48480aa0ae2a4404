using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Catalog;

public abstract class RemoveProductsTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_group_goes_with_everything_inside_it_at_any_depth_and_nothing_else_goes()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(
            shop, Group("Top"), Group("mid", "TOP"), Good("deep", "Mid"), Good("flat", "top"), Group("other"), Good("stays", "other"), Good("root"));
        var head = await HeadAsync(shop);

        var named = await RemoveAsync(shop, areGroups: true, "tOP", "nobody", "root");

        Assert.Equal(1, named);
        Assert.Equal(["other", "root", "stays"], await IdsAsync(shop));
        var events = await EventsAsync(shop, head);
        Assert.All(events, e => Assert.Equal(EventAction.Removed, e.Action));
        Assert.Equal(["Top", "deep", "flat", "mid"], events.Select(e => e.Id).Order(StringComparer.Ordinal));
        Assert.Equal("Top", events[^1].Id);
    }

    [Fact]
    public async Task A_large_group_is_emptied_in_steps_and_itself_goes_last()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, [Group("top"), Group("mid", "top"), .. Enumerable.Range(0, 1200).Select(i => Good($"g{i}", i % 2 == 0 ? "top" : "mid"))]);
        var remove = Node.Get<RemoveProducts>();

        var first = await StepAsync();
        var afterFirst = await IdsAsync(shop);
        var second = await StepAsync();
        var third = await StepAsync();

        Assert.Equal(
            [new RemoveStep(1, IsDone: false), new RemoveStep(1, IsDone: false), new RemoveStep(1, IsDone: true)], new[] { first, second, third });
        Assert.Equal(702, afterFirst.Count);
        Assert.Contains("top", afterFirst);
        Assert.Contains("mid", afterFirst);
        Assert.Empty(await IdsAsync(shop));

        Task<RemoveStep> StepAsync() => Node.WriteAsync(
            shop.OwnerId, work => remove.StepAsync(work, Writer, shop.Store.Id, areGroups: true, ["top"], keepContents: false));
    }

    [Fact]
    public async Task Groups_that_contain_each_other_go_together()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Group("a", "b"), Group("b", "a"), Group("c", "c"), Good("in", "b"));

        Assert.Equal(1, await RemoveAsync(shop, areGroups: true, "a"));

        Assert.Equal(["c"], await IdsAsync(shop));
    }

    [Fact]
    public async Task Contents_stay_when_they_are_to_be_kept()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Group("top"), Good("in", "top"));

        await Node.Get<RemoveProducts>().HandleAsync(shop.OwnerId, Writer, shop.Store.Id, areGroups: true, ["top"], keepContents: true, Ct);

        Assert.Equal("top", (await FindAsync(shop, "in"))!.ParentId);
        Assert.Equal(["in"], await IdsAsync(shop));
    }

    [Fact]
    public async Task Products_are_removed_without_regard_to_case_and_groups_are_passed_over()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Group("group"), Good("Good"));

        Assert.Equal(1, await RemoveAsync(shop, areGroups: false, "GOOD", "group", "good"));

        Assert.Equal(["group"], await IdsAsync(shop));
    }

    private Task<int?> RemoveAsync(Shop shop, bool areGroups, params string[] ids) =>
        Node.Get<RemoveProducts>().HandleAsync(shop.OwnerId, Writer, shop.Store.Id, areGroups, ids, keepContents: false, Ct);

    private async Task<IReadOnlyList<string>> IdsAsync(Shop shop) =>
        [.. (await Node.ReadAsync(s => Products.ListAsync(s, shop.OwnerId, shop.Store.Id, Page.Whole)))
            .Select(row => row.Product.Id).Order(StringComparer.Ordinal)];
}

public sealed class SqliteRemoveProductsTests : RemoveProductsTests<SqliteFixture>;

public sealed class PostgreSqlRemoveProductsTests : RemoveProductsTests<PostgreSqlFixture>;
