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
    public async Task Old_days_go_and_so_do_the_oldest_of_too_many_but_never_today()
    {
        var shop = await Shop.OpenAsync(Node);
        for (var day = 0; day < 5; day++)
        {
            for (var i = 0; i < 10; i++)
            {
                await AddAsync(shop, new Attempt(Guid.CreateVersion7(), day + 1, day + 1, 1, Now, TimeSpan.Zero, 200, null));
            }

            Store.Clock.Advance(TimeSpan.FromDays(day < 4 ? 1 : 0));
        }

        await PruneAsync(TimeSpan.FromDays(3), 1000);
        Assert.Equal([5, 4, 3, 2], await DaysAsync(shop));
        await PruneAsync(TimeSpan.FromDays(3), 25);
        Assert.Equal([5, 4], await DaysAsync(shop));
        await PruneAsync(TimeSpan.FromDays(3), 1);
        Assert.Equal([5], await DaysAsync(shop));
    }

    private Task<bool> AddAsync(Shop shop, Attempt attempt) => Node.WriteAsync(shop.OwnerId, async work =>
    {
        await Attempts.AddAsync(work, new LaneKey(shop.OwnerId, shop.App.Id, Channel.Receipts), attempt);
        return true;
    });

    private Task<bool> PruneAsync(TimeSpan kept, long most) => Node.WriteAsync(async work =>
    {
        await Attempts.PruneAsync(work, Now - kept, Now, most);
        return true;
    });

    private async Task<IReadOnlyList<long>> DaysAsync(Shop shop) =>
        [.. (await Node.ReadAsync(s => Attempts.ListAsync(s, shop.App.Id, new AttemptQuery(), 100))).Select(one => one.Attempt.FirstSeq).Distinct()];
}

public sealed class SqliteAttemptTests : AttemptTests<SqliteFixture>;

public sealed class PostgreSqlAttemptTests : AttemptTests<PostgreSqlFixture>;
