using Dapper;
using Prilavok.Core;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests;

public abstract class UnitOfWorkTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private IStores Stores => Node.Get<IStores>();

    [Fact]
    public async Task What_a_unit_writes_is_seen_when_it_is_committed_and_not_before()
    {
        var shop = await Shop.OpenAsync(Node);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var unit = Node.WriteAsync(shop.OwnerId, async work =>
        {
            await AddStoreAsync(work, "s1");
            written.SetResult();
            await goOn.Task;
        });

        await written.Task;
        Assert.Null(await FindAsync(shop.OwnerId, "s1"));
        goOn.SetResult();
        await unit;
        Assert.NotNull(await FindAsync(shop.OwnerId, "s1"));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_unit_that_failed()
    {
        var shop = await Shop.OpenAsync(Node);
        var head = await HeadAsync(shop.OwnerId);

        await Assert.ThrowsAsync<NotSupportedException>(() => Node.WriteAsync(shop.OwnerId, async work =>
        {
            await AddStoreAsync(work, "s1");
            throw new NotSupportedException();
        }));

        Assert.Null(await FindAsync(shop.OwnerId, "s1"));
        Assert.Equal(head, await HeadAsync(shop.OwnerId));
    }

    [Fact]
    public async Task A_unit_that_fails_takes_no_neighbour_with_it()
    {
        var shop = await Shop.OpenAsync(Node);
        var units = Enumerable.Range(0, 60).Select(i => Node.WriteAsync(shop.OwnerId, async work =>
        {
            await AddStoreAsync(work, $"s{i}");
            if (i % 3 == 1)
            {
                throw new NotSupportedException($"unit {i}");
            }

            if (i % 3 == 2)
            {
                await SqlSession.Of(work).ExecuteAsync("INSERT INTO stores (owner_id) VALUES (NULL)");
            }
        })).ToList();
        await Task.WhenAll(units).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        for (var i = 0; i < units.Count; i++)
        {
            Assert.Equal(i % 3 == 0, units[i].IsCompletedSuccessfully);
            Assert.Equal(i % 3 == 0, await FindAsync(shop.OwnerId, $"s{i}") is not null);
            if (i % 3 == 1)
            {
                Assert.Equal($"unit {i}", Assert.IsType<NotSupportedException>(units[i].Exception!.InnerException).Message);
            }
        }
    }

    [Fact]
    public async Task What_is_to_happen_after_the_commit_happens_after_it_and_once()
    {
        var shop = await Shop.OpenAsync(Node);
        var seen = new List<long>();
        await Node.WriteAsync(shop.OwnerId, async work =>
        {
            await AddStoreAsync(work, "s1");
            work.AfterCommit(() => seen.Add(CountOfStores()));
            Assert.Empty(seen);
        });
        await Node.WriteAsync(async work =>
        {
            await Node.Get<Core.Owners.ITokens>().RemoveAsync(work, "none");
            work.AfterCommit(() => seen.Add(CountOfStores()));
            return true;
        });

        Assert.Equal([2, 2], seen);
    }

    [Fact]
    public async Task What_is_to_happen_after_the_commit_does_not_happen_when_there_is_none()
    {
        var shop = await Shop.OpenAsync(Node);
        var happened = 0;
        await Assert.ThrowsAsync<NotSupportedException>(() => Node.WriteAsync(shop.OwnerId, work =>
        {
            work.AfterCommit(() => happened++);
            throw new NotSupportedException();
        }));
        await Node.WriteAsync(shop.OwnerId, work => AddStoreAsync(work, "s1"));

        Assert.Equal(0, happened);
    }

    [Fact]
    public async Task A_mistake_after_the_commit_is_told_to_its_caller_and_hurts_nobody_else()
    {
        var shop = await Shop.OpenAsync(Node);
        await Assert.ThrowsAsync<NotSupportedException>(() => Node.WriteAsync(shop.OwnerId, work =>
        {
            work.AfterCommit(() => throw new NotSupportedException());
            return Task.CompletedTask;
        }));

        await Node.WriteAsync(shop.OwnerId, work => AddStoreAsync(work, "s1"));
        Assert.NotNull(await FindAsync(shop.OwnerId, "s1"));
    }

    [Fact]
    public async Task A_unit_cannot_start_another_and_is_told_so()
    {
        var shop = await Shop.OpenAsync(Node);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Node.WriteAsync(shop.OwnerId, work => Node.WriteAsync(shop.OwnerId, inner => AddStoreAsync(inner, "s1"))));

        await Node.WriteAsync(shop.OwnerId, work => AddStoreAsync(work, "s2"));
        Assert.NotNull(await FindAsync(shop.OwnerId, "s2"));
    }

    [Fact]
    public async Task A_reader_sees_one_state_whatever_is_committed_meanwhile()
    {
        var shop = await Shop.OpenAsync(Node);
        var (before, after) = await Node.ReadAsync(async s =>
        {
            var first = await Node.Log.HeadAsync(s, shop.OwnerId);
            await Node.Get<EditStores>().CreateAsync(shop.OwnerId, Source.System, "s1", "Kiosk", null, Ct);
            return (first, await Node.Log.HeadAsync(s, shop.OwnerId));
        });

        Assert.Equal(before, after);
        Assert.Equal(before + 1, await HeadAsync(shop.OwnerId));
    }

    [Fact]
    public async Task Readers_that_fail_leave_nothing_behind()
    {
        var shop = await Shop.OpenAsync(Node);
        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Node.ReadAsync<int>(async s =>
            {
                await Stores.ListAsync(s, shop.OwnerId, Page.Whole);
                return i % 2 == 0 ? throw new NotSupportedException() : await SqlSession.Of(s).ScalarAsync<int>("SELECT nothing FROM nowhere");
            }));
        }

        await Node.WriteAsync(shop.OwnerId, work => AddStoreAsync(work, "s1"));
        Assert.NotNull(await FindAsync(shop.OwnerId, "s1"));
    }

    [Fact]
    public async Task Who_has_gone_away_starts_nothing()
    {
        var shop = await Shop.OpenAsync(Node);
        var gone = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Node.Storage.WriteAsync(shop.OwnerId, work => AddStoreAsync(work, "s1"), gone));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Node.Storage.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId), gone));

        Assert.Null(await FindAsync(shop.OwnerId, "s1"));
    }

    private async Task<bool> AddStoreAsync(IOwnerWork work, string id)
    {
        await Stores.SaveAsync(work, new Store(id, "Kiosk", null, work.Now, work.Now));
        await Node.Log.AppendAsync(
            work,
            Source.System,
            [new NewEvent(EventKind.Store, EventAction.Created, id, id, new StoreFact(new Store(id, "Kiosk", null, work.Now, work.Now)))]);
        return true;
    }

    private Task<Store?> FindAsync(string ownerId, string storeId) => Node.ReadAsync(s => Stores.FindAsync(s, ownerId, storeId));

    private Task<long> HeadAsync(string ownerId) => Node.ReadAsync(s => Node.Log.HeadAsync(s, ownerId));

    /// <summary>As everybody sees it.</summary>
    private long CountOfStores()
    {
        using var connection = Store.OpenAsync().GetAwaiter().GetResult();
        return connection.ExecuteScalar<long>("SELECT COUNT(*) FROM stores");
    }
}

public sealed class SqliteUnitOfWorkTests : UnitOfWorkTests<SqliteFixture>;

public sealed class PostgreSqlUnitOfWorkTests : UnitOfWorkTests<PostgreSqlFixture>;
