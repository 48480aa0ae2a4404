using Prilavok.Core;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Stores;

public abstract class StoresTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private EditStores Edit => Node.Get<EditStores>();

    [Fact]
    public async Task A_store_is_found_under_any_case_of_its_id_and_keeps_its_spelling()
    {
        var shop = await Shop.OpenAsync(Node);
        var made = await Edit.CreateAsync(shop.OwnerId, Source.System, "Kiosk-ÀB", "Kiosk", null, Ct);
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        var changed = await Edit.ChangeAsync(shop.OwnerId, Source.System, "KIOSK-àb", store => store with { Address = "Market 2" }, Ct);

        Assert.Equal(made! with { Address = "Market 2", UpdatedAt = Now }, changed);
        Assert.Equal(changed, await FindAsync(shop.OwnerId, "kiosk-àB"));
        Assert.Null(await Edit.CreateAsync(shop.OwnerId, Source.System, "KIOSK-ÀB", "Other", null, Ct));
        Assert.Equal(["Corner shop", "Kiosk"], (await ListAsync(shop.OwnerId, Page.Whole)).Select(store => store.Name));
    }

    [Fact]
    public async Task Each_change_is_one_event_and_no_change_is_none()
    {
        var shop = await Shop.OpenAsync(Node);
        var head = await Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId));
        var made = await Edit.CreateAsync(shop.OwnerId, Source.Owner("me"), null, "Kiosk", null, Ct);
        await Edit.ChangeAsync(shop.OwnerId, Source.Owner("me"), made!.Id, store => store with { Name = "Kiosk" }, Ct);
        var changed = await Edit.ChangeAsync(shop.OwnerId, Source.Owner("me"), made.Id, store => store with { Name = "Pavilion" }, Ct);
        Assert.Equal(RemoveOutcome.Removed, await Node.Get<RemoveStore>().HandleAsync(shop.OwnerId, Source.Owner("me"), made.Id, withDocuments: false, Ct));

        var events = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, head, null, 10));
        Assert.Equal(
            [(EventAction.Created, made), (EventAction.Updated, changed!), (EventAction.Removed, changed!)],
            events.Select(e => (e.Action, ((StoreFact)e.Fact).Store)));
        Assert.All(events, e => Assert.Equal((made.Id, made.Id, Source.Owner("me")), (e.SubjectId, e.StoreId, e.Source)));
    }

    [Fact]
    public async Task A_store_with_a_terminal_is_not_removed()
    {
        var shop = await Shop.OpenAsync(Node);
        Assert.Equal(RemoveOutcome.InUse, await Node.Get<RemoveStore>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id.ToUpperInvariant(), withDocuments: false, Ct));
        await Node.Get<EditTerminals>().RemoveAsync(shop.OwnerId, Source.System, shop.Terminal.Id, Ct);
        Assert.Equal(RemoveOutcome.Removed, await Node.Get<RemoveStore>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, withDocuments: false, Ct));
        Assert.Equal(RemoveOutcome.Unknown, await Node.Get<RemoveStore>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, withDocuments: false, Ct));
    }

    [Fact]
    public async Task Owners_do_not_see_each_others_stores()
    {
        var one = await Shop.OpenAsync(Node);
        var other = await Shop.OpenAsync(Node);

        Assert.Null(await FindAsync(other.OwnerId, one.Store.Id));
        Assert.Null(await Edit.ChangeAsync(other.OwnerId, Source.System, one.Store.Id, store => store with { Name = "Mine" }, Ct));
        Assert.Equal(one.Store, Assert.Single(await ListAsync(one.OwnerId, Page.Whole)));
    }

    [Fact]
    public async Task Pages_stand_still_while_rows_come_in_and_follow_the_bytes_of_ids()
    {
        var shop = await Shop.OpenAsync(Node);
        await Node.Get<EditTerminals>().RemoveAsync(shop.OwnerId, Source.System, shop.Terminal.Id, Ct);
        await Node.Get<RemoveStore>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, withDocuments: false, Ct);
        foreach (var id in Paging.AwkwardIds)
        {
            await Edit.CreateAsync(shop.OwnerId, Source.System, id, "Kiosk", null, Ct);
        }

        var read = await Paging.ReadAsync(
            2,
            page => ListAsync(shop.OwnerId, page),
            store => new Position(store.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(store.Id)),
            i => Edit.CreateAsync(shop.OwnerId, Source.System, $"!{i}", "Early", null, Ct));

        Assert.Equal(Paging.AwkwardIds.Order(StringComparer.Ordinal), read.Select(store => store.Id));
    }

    private Task<Store?> FindAsync(string ownerId, string id) => Node.ReadAsync(s => Node.Get<IStores>().FindAsync(s, ownerId, id));

    private Task<IReadOnlyList<Store>> ListAsync(string ownerId, Page page) =>
        Node.ReadAsync(s => Node.Get<IStores>().ListAsync(s, ownerId, page));
}

public sealed class SqliteStoresTests : StoresTests<SqliteFixture>;

public sealed class PostgreSqlStoresTests : StoresTests<PostgreSqlFixture>;
