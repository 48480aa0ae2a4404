using Prilavok.Core.Billing;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Publishing;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>Lanes follow the settings of their app.</summary>
public abstract class LaneSyncTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_channel_added_opens_a_lane_that_tells_of_what_happens_from_now_on()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Store);
        await ChangeAsync(shop, Channel.Documents, Channel.Stores);
        Assert.Empty(await ClaimAsync());

        var seq = await AppendAsync(shop.OwnerId, EventKind.Store);
        var lane = await ClaimOneAsync();
        Assert.Equal((Channel.Stores, seq - 1), (lane.Key.Channel, lane.Cursor));
    }

    [Fact]
    public async Task A_channel_that_stays_keeps_its_place()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document);
        await SettleAsync(await ClaimOneAsync(), new Verdict.Retry(TimeSpan.FromHours(1)), null);
        var before = await StateAsync(shop, Channel.Documents);
        await ChangeAsync(shop, Channel.Documents, Channel.Stores);

        Assert.Equal(before, await StateAsync(shop, Channel.Documents));
    }

    [Fact]
    public async Task A_channel_removed_is_not_delivered_any_more()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Stores);
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Store);
        var lane = (await ClaimAsync()).Single(lane => lane.Key.Channel == Channel.Documents);
        await ChangeAsync(shop, Channel.Stores);

        Assert.Null(await SettleAsync(lane, new Verdict.Advance(lane.Cursor + 1)));
        Store.Clock.Advance(Lease);
        Assert.Equal(Channel.Stores, (await ClaimOneAsync()).Key.Channel);
    }

    [Fact]
    public async Task When_an_app_is_removed_its_lanes_close_but_for_those_that_say_so()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Installation, Channel.Token);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        Assert.True(await Node.Get<RemoveApp>().HandleAsync(shop.OwnerId, Source.System, shop.App.Id, Ct));

        var lane = await ClaimOneAsync();
        Assert.Equal(Channel.Installation, lane.Key.Channel);
        var told = Assert.Single(await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, lane.Cursor, EventKind.Installation, 10)));
        Assert.Equal((EventAction.Removed, shop.App.Id), (told.Action, told.SubjectId));
        Assert.False(await Node.Get<RemoveApp>().HandleAsync(shop.OwnerId, Source.System, shop.App.Id, Ct));
    }

    [Fact]
    public async Task Installing_again_tells_of_it_on_lanes_opened_anew()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Installation);
        await Node.Get<RemoveApp>().HandleAsync(shop.OwnerId, Source.System, shop.App.Id, Ct);
        await DeliverAsync(await ClaimOneAsync());
        var outcome = await Node.InstallAsync(shop.OwnerId, shop.App.Id);

        Assert.IsType<InstallOutcome.Installed>(outcome);
        Assert.Equal(Channel.Installation, (await ClaimOneAsync()).Key.Channel);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        Assert.Equal(Channel.Documents, (await ClaimOneAsync()).Key.Channel);
    }

    private async Task ChangeAsync(Shop shop, params Channel[] channels) => Assert.IsType<VersionOutcome.Done>(await Node.Get<EditApps>().ChangeAsync(
        shop.App.PublisherId,
        shop.App.Id,
        settings => settings with { Urls = channels.ToDictionary(channel => channel, _ => "https://partner.test/") },
        Ct));
}

public sealed class SqliteLaneSyncTests : LaneSyncTests<SqliteFixture>;

public sealed class PostgreSqlLaneSyncTests : LaneSyncTests<PostgreSqlFixture>;
