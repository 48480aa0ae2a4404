using Prilavok.Core.Delivery;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

public abstract class AttemptTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private IAttempts Attempts => Node.Get<IAttempts>();

    [Fact]
    public async Task What_is_kept_is_found_by_its_delivery_and_the_same_is_kept_once()
    {
        var shop = await Shop.OpenAsync(Node);
        var id = Guid.CreateVersion7();
        var failed = new Attempt(id, 3, 5, 1, Now, TimeSpan.FromMilliseconds(7), 503, "answered 503")
        {
            Url = "https://a.test/",
            Response = "busy",
            Timings = new AttemptTimings(
                "2001:db8::7", false, TimeSpan.FromMicroseconds(1), TimeSpan.FromMicroseconds(20), TimeSpan.FromMicroseconds(300), TimeSpan.FromMicroseconds(4000)),
        };
        await AddAsync(shop, failed);
        await AddAsync(shop, failed);
        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        var arrived = new Attempt(id, 3, 5, 2, Now, TimeSpan.FromMilliseconds(7), 200, null)
        {
            Timings = new AttemptTimings("2001:db8::7", true, null, null, null, TimeSpan.FromSeconds(10)),
        };
        await AddAsync(shop, arrived);

        Assert.Equal([failed, arrived], (await Node.ReadAsync(s => Attempts.OfDeliveryAsync(s, id))).Select(one => one.Attempt));
    }

    [Fact]
    public async Task What_is_too_old_goes_and_so_do_the_oldest_of_too_many_some_at_a_time()
    {
        var shop = await Shop.OpenAsync(Node);
        for (var i = 1; i <= 10; i++)
        {
            await AddAsync(shop, new Attempt(Guid.CreateVersion7(), i, i, 1, Now, TimeSpan.Zero, 200, null));
            Store.Clock.Advance(TimeSpan.FromMinutes(i < 10 ? 1 : 0));
        }

        Assert.True(await PruneAsync(TimeSpan.FromMinutes(6), 1000, 2));
        Assert.Equal([10, 9, 8, 7, 6, 5, 4, 3], await KeptAsync(shop));
        Assert.True(await PruneAsync(TimeSpan.FromMinutes(6), 1000, 2));
        Assert.False(await PruneAsync(TimeSpan.FromMinutes(6), 1000, 2));
        Assert.Equal([10, 9, 8, 7, 6, 5, 4], await KeptAsync(shop)); // What is just as old as it may be stays.
        Assert.True(await PruneAsync(TimeSpan.FromMinutes(6), 4, 100));
        Assert.Equal([10, 9, 8, 7], await KeptAsync(shop));
        Assert.False(await PruneAsync(TimeSpan.FromMinutes(6), 4, 100));
    }

    [Fact]
    public async Task Where_there_are_none_there_is_nothing_to_forget() => Assert.False(await PruneAsync(TimeSpan.Zero, 1, 100));

    private Task<bool> AddAsync(Shop shop, Attempt attempt) => Node.WriteAsync(shop.OwnerId, async work =>
    {
        await Attempts.AddAsync(work, new LaneKey(shop.OwnerId, shop.App.Id, Channel.Receipts), [attempt]);
        return true;
    });

    private Task<bool> PruneAsync(TimeSpan kept, long most, int atATime) =>
        Node.WriteAsync(work => Attempts.PruneAsync(work, Now - kept, most, atATime));

    private async Task<IReadOnlyList<long>> KeptAsync(Shop shop) =>
        [.. (await Node.ReadAsync(s => Attempts.ListAsync(s, shop.App.Id, new AttemptQuery(), 100))).Select(one => one.Attempt.FirstSeq)];
}

public sealed class SqliteAttemptTests : AttemptTests<SqliteFixture>;

public sealed class PostgreSqlAttemptTests : AttemptTests<PostgreSqlFixture>;
