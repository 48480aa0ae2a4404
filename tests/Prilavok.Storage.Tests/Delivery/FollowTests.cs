using Prilavok.Core.Delivery;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>Following attempts from where they are kept.</summary>
public abstract class FollowTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private IAttempts Attempts => Node.Get<IAttempts>();

    [Fact]
    public async Task Whoever_begins_now_is_told_of_nothing_older_and_of_everything_newer_once()
    {
        var shop = await Shop.OpenAsync(Node);
        await AddAsync(shop, 1);
        var follow = await BeginAsync(shop, null);
        await AddAsync(shop, 2); // In the same millisecond as the one before.
        Assert.Equal([2], await LookAsync(follow));
        Store.Clock.Advance(TimeSpan.FromHours(1));
        await AddAsync(shop, 3);
        await AddAsync(shop, 4);
        Assert.Equal([3, 4], (await LookAsync(follow)).Order());
        Assert.Empty(await LookAsync(follow));
    }

    [Fact]
    public async Task More_than_one_read_holds_are_all_told()
    {
        var shop = await Shop.OpenAsync(Node);
        var follow = await BeginAsync(shop, null);
        for (var i = 1; i <= 450; i++)
        {
            await AddAsync(shop, i);
        }

        Assert.Equal(Enumerable.Range(1, 450).Select(i => (long)i), (await LookAsync(follow)).Order());
    }

    [Fact]
    public async Task What_comes_late_with_an_earlier_time_is_told_all_the_same()
    {
        var shop = await Shop.OpenAsync(Node);
        var follow = await BeginAsync(shop, null);
        Store.Clock.Advance(TimeSpan.FromSeconds(10));
        await AddAsync(shop, 1);
        Assert.Equal([1], await LookAsync(follow));
        var slow = new Node(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now - TimeSpan.FromSeconds(1)), Store.Configure);
        await using (slow)
        {
            await AddAsync(shop, 2, slow);
        }

        Assert.Equal([2], await LookAsync(follow));
    }

    [Fact]
    public async Task It_goes_on_behind_a_mark()
    {
        var shop = await Shop.OpenAsync(Node);
        for (var i = 1; i <= 5; i++)
        {
            await AddAsync(shop, i);
            Store.Clock.Advance(TimeSpan.FromMilliseconds(i == 3 ? 0 : 100));
        }

        var all = await Node.ReadAsync(s => Attempts.KeptAfterAsync(s, new LiveQuery(shop.App.Id, null, null), default, 100));
        Assert.Equal([1, 2, 3, 4, 5], all.Select(one => one.Attempt.FirstSeq).Order());
        for (var i = 0; i < all.Count; i++)
        {
            var follow = await BeginAsync(shop, all[i].Mark);
            Assert.Equal(all.Skip(i + 1).Select(one => one.Attempt.FirstSeq), await LookAsync(follow));
        }
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_told()
    {
        var (shop, other) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        await AddAsync(shop, 1);
        await AddAsync(other, 2);
        Assert.Equal([1], await ReadAsync(new LiveQuery(shop.App.Id, shop.OwnerId, Channel.Receipts)));
        Assert.Empty(await ReadAsync(new LiveQuery(shop.App.Id, other.OwnerId, null)));
        Assert.Empty(await ReadAsync(new LiveQuery(shop.App.Id, null, Channel.Documents)));
    }

    private async Task<IReadOnlyList<long>> ReadAsync(LiveQuery query) =>
        [.. (await Node.ReadAsync(s => Attempts.KeptAfterAsync(s, query, default, 100))).Select(one => one.Attempt.FirstSeq)];

    private Task<FollowAttempts> BeginAsync(Shop shop, AttemptMark? after) =>
        FollowAttempts.BeginAsync(Node.Storage, Attempts, Store.Clock, new LiveQuery(shop.App.Id, null, null), after, Ct);

    private static async Task<IReadOnlyList<long>> LookAsync(FollowAttempts follow)
    {
        var found = new List<long>();
        await foreach (var one in follow.LookAsync(Ct))
        {
            found.Add(one.Attempt.FirstSeq);
        }

        return found;
    }

    private Task AddAsync(Shop shop, long seq, Node? node = null) => (node ?? Node).WriteAsync(
        shop.OwnerId,
        work => Attempts.AddAsync(
            work, new LaneKey(shop.OwnerId, shop.App.Id, Channel.Receipts), [new Attempt(Guid.CreateVersion7(), seq, seq, 1, work.Now, TimeSpan.Zero, 200, null)]));
}

public sealed class SqliteFollowTests : FollowTests<SqliteFixture>;

public sealed class PostgreSqlFollowTests : FollowTests<PostgreSqlFixture>;
