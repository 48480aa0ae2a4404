using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Feed;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Stores;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Log;

/// <summary>The logs of everybody who has an app, read as one.</summary>
public abstract class AppLogTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private IAppLogs Logs => Node.Get<IAppLogs>();

    [Fact]
    public async Task Only_owners_who_have_the_app_are_listed_with_the_rights_it_has_there()
    {
        var (mine, other) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        await InstallAsync(other, mine.App with { Settings = mine.App.Settings with { Rights = [Rights.StoreRead] } });
        await Shop.OpenAsync(Node);

        var logs = await ListAsync(mine.App.Id, null, null);

        Assert.Equal([mine.OwnerId, other.OwnerId], logs.Select(found => found.OwnerId));
        Assert.Equal([Rights.StoreRead], logs[1].Rights);
        Assert.All(logs, found => Assert.Equal(found.Head + 1, found.First));
        Assert.Equal(other.OwnerId, Assert.Single(await ListAsync(mine.App.Id, other.OwnerId, null)).OwnerId);
        Assert.Empty(await ListAsync(other.App.Id, mine.OwnerId, null));
    }

    [Fact]
    public async Task Every_place_is_found_where_a_walk_over_the_whole_log_finds_it()
    {
        var shops = new[] { await Shop.OpenAsync(Node), await Shop.OpenAsync(Node), await Shop.OpenAsync(Node) };
        await InstallAsync(shops[1], shops[0].App);
        await InstallAsync(shops[2], shops[0].App);
        for (var i = 0; i < 40; i++)
        {
            await AppendAsync(shops[i * i % 3], 1 + (i % 4));
            Store.Clock.Advance(TimeSpan.FromMilliseconds(i % 3)); // Often several in one moment, of one owner and of several.
        }

        var all = new List<Event>();
        foreach (var shop in shops)
        {
            all.AddRange(await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, 0, (EventKind?)null, 1000)));
        }

        var places = all.Select(e => new LogPosition(e.At.ToUnixTimeMilliseconds(), e.OwnerId, e.Seq))
            .Concat(all.Select(e => LogPosition.Before(e.At)))
            .Append(LogPosition.Start)
            .Append(LogPosition.Before(Now + TimeSpan.FromDays(1)))
            .Distinct()
            .ToList();
        foreach (var place in places)
        {
            var expected = all.GroupBy(e => e.OwnerId).Select(own => (own.Key, own.Key == place.OwnerId ? place.Seq : own.FirstOrDefault(e => IsAfter(e, place))?.Seq ?? own.Count() + 1));

            Assert.Equal(expected, (await ListAsync(shops[0].App.Id, null, place)).Select(found => (found.OwnerId, found.First)));
        }
    }

    [Fact]
    public async Task Pages_hold_every_event_once_in_one_order_while_others_are_appended()
    {
        var shops = new[] { await Shop.OpenAsync(Node), await Shop.OpenAsync(Node), await Shop.OpenAsync(Node) };
        await InstallAsync(shops[1], shops[0].App);
        await InstallAsync(shops[2], shops[0].App);
        for (var i = 0; i < 60; i++)
        {
            await AppendAsync(shops[i % 3], 1);
            Store.Clock.Advance(TimeSpan.FromMilliseconds(i % 2));
        }

        var query = new EventQuery(shops[0].App.Id, null, Topics.All, null);
        var before = await Node.Get<ListEvents>().HandleAsync(query, LogPosition.Start, 10_000, Ct);
        var seen = new List<LogPosition>();
        var after = LogPosition.Start;
        while (await Node.Get<ListEvents>().HandleAsync(query, after, 7, Ct) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(e => e.Position));
            after = page[^1].Position;
            if (seen.Count < before.Count)
            {
                await AppendAsync(shops[0], 2);
            }
        }

        Assert.Equal(seen.Order(LogPosition.Order), seen);
        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(before.Select(e => e.Position), seen.Take(before.Count));
        Assert.True(seen.Count > before.Count);
    }

    [Fact]
    public async Task An_owners_time_stands_still_rather_than_run_backwards()
    {
        var shop = await Shop.OpenAsync(Node);
        await Node.WriteAsync(shop.OwnerId, work => Node.Get<IOwners>().TurnClockAsync(work, TimeSpan.FromSeconds(5)));
        await AppendAsync(shop, 1);
        var ahead = await Node.WriteAsync(shop.OwnerId, work => Task.FromResult(work.Now));

        // As on a node whose clock is behind.
        await Node.WriteAsync(shop.OwnerId, work => Node.Get<IOwners>().TurnClockAsync(work, TimeSpan.FromSeconds(-5)));
        await AppendAsync(shop, 1);

        var log = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, 0, (EventKind?)null, 100));
        Assert.Equal(log.Select(e => e.At).Order(), log.Select(e => e.At));
        Assert.Equal(ahead, log[^1].At);
    }

    private Task<IReadOnlyList<AppLog>> ListAsync(string appId, string? ownerId, LogPosition? from) =>
        Node.ReadAsync(s => Logs.ListAsync(s, appId, ownerId, from));

    private static bool IsAfter(Event e, LogPosition place) =>
        LogPosition.Order.Compare(new LogPosition(e.At.ToUnixTimeMilliseconds(), e.OwnerId, e.Seq), place) > 0;

    private Task<Installation> InstallAsync(Shop shop, App app) =>
        Node.WriteAsync(shop.OwnerId, work => Node.Get<KeepInstallations>().AddAsync(work, app, null, partnerBills: false));

    private Task AppendAsync(Shop shop, int count) => Node.WriteAsync(shop.OwnerId, work => Node.Log.AppendAsync(
        work,
        Source.System,
        [.. Enumerable.Repeat(new NewEvent(EventKind.Store, EventAction.Updated, shop.Store.Id, shop.Store.Id, new StoreFact(shop.Store)), count)]));
}

public sealed class SqliteAppLogTests : AppLogTests<SqliteFixture>;

public sealed class PostgreSqlAppLogTests : AppLogTests<PostgreSqlFixture>;
