using System.Text;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Catalog;

public abstract class ExtrasTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private EditExtras Edit => Node.Get<EditExtras>();

    [Fact]
    public async Task What_is_kept_again_is_replaced_where_it_stood()
    {
        var shop = await Shop.OpenAsync(Node);
        var shelf = ShelfOf(shop);
        await SaveAsync(shop, shelf, ("b", "1"), ("a", "2"));
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        await SaveAsync(shop, shelf, ("c", "3"), ("B", "4"), ("c", "5"));

        Assert.Equal(["a=2", "b=4", "c=5"], await ReadAsync(shop, shelf));
    }

    [Fact]
    public async Task A_shelf_is_one_apps_in_one_store_and_of_one_kind()
    {
        var shop = await Shop.OpenAsync(Node);
        var other = await Shop.OpenAsync(Node);
        await Node.Get<EditStores>().CreateAsync(shop.OwnerId, Source.System, "kiosk", "Kiosk", null, Ct);
        var shelf = ShelfOf(shop);
        ExtraShelf[] shelves = [shelf, shelf with { AppId = "another" }, shelf with { StoreId = "KIOSK" }, shelf with { Kind = ExtraKind.Scheme }];
        foreach (var (number, one) in shelves.Index())
        {
            await SaveAsync(shop, one, ("x", $"{number}"));
        }

        Assert.False(await Edit.SaveAsync(other.OwnerId, shelf, [], Ct));
        Assert.Equal(["x=0", "x=1", "x=2", "x=3"], await ReadAllAsync());
        Assert.True(await Edit.RemoveAsync(shop.OwnerId, shelf with { StoreId = shelf.StoreId.ToLowerInvariant() }, null, Ct));
        Assert.Equal(["x=1", "x=2", "x=3"], await ReadAllAsync());

        async Task<IReadOnlyList<string>> ReadAllAsync()
        {
            var read = new List<string>();
            foreach (var one in shelves)
            {
                read.AddRange(await ReadAsync(shop, one));
            }

            return read;
        }
    }

    [Fact]
    public async Task Only_those_named_are_removed_and_unknown_ids_are_passed_over()
    {
        var shop = await Shop.OpenAsync(Node);
        var shelf = ShelfOf(shop);
        await SaveAsync(shop, shelf, ("a", "1"), ("b", "2"), ("c", "3"));
        Assert.True(await Edit.RemoveAsync(shop.OwnerId, shelf, ["A", "nobody", "c"], Ct));

        Assert.Equal(["b=2"], await ReadAsync(shop, shelf));
        Assert.False(await Edit.RemoveAsync(shop.OwnerId, shelf with { StoreId = "nowhere" }, null, Ct));
    }

    [Fact]
    public async Task They_are_no_event_and_leave_with_their_store()
    {
        var shop = await Shop.OpenAsync(Node);
        var shelf = ShelfOf(shop);
        var head = await Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId));
        await SaveAsync(shop, shelf, ("a", "1"));
        Assert.Equal(head, await Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId)));

        await Node.Get<EditTerminals>().RemoveAsync(shop.OwnerId, Source.System, shop.Terminal.Id, Ct);
        Assert.Equal(RemoveOutcome.Removed, await Node.Get<RemoveStore>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, withDocuments: false, Ct));
        Assert.Empty(await ReadAsync(shop, shelf));
    }

    private static ExtraShelf ShelfOf(Shop shop) => new(shop.App.Id, shop.Store.Id, ExtraKind.Extra);

    private async Task SaveAsync(Shop shop, ExtraShelf shelf, params (string Id, string Content)[] items) => Assert.True(await Edit.SaveAsync(
        shop.OwnerId, shelf, [.. items.Select(item => new ExtraItem(item.Id, Encoding.UTF8.GetBytes(item.Content)))], Ct));

    /// <summary>One at a time.</summary>
    private async Task<IReadOnlyList<string>> ReadAsync(Shop shop, ExtraShelf shelf)
    {
        var read = new List<string>();
        var after = Position.Start;
        while (await ListAsync(shop, shelf, new Page(after, 1)) is [var (position, item)])
        {
            read.Add($"{item.Id}={Encoding.UTF8.GetString(item.Content.Span)}");
            after = position;
        }

        return read;
    }

    private Task<IReadOnlyList<(Position Position, ExtraItem Item)>> ListAsync(Shop shop, ExtraShelf shelf, Page page) =>
        Node.ReadAsync(s => Node.Get<IExtras>().ListAsync(s, shop.OwnerId, shelf, page));
}

public sealed class SqliteExtrasTests : ExtrasTests<SqliteFixture>;

public sealed class PostgreSqlExtrasTests : ExtrasTests<PostgreSqlFixture>;
