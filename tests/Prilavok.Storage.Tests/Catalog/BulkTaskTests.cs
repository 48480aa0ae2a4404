using System.Text;
using Prilavok.Core.Catalog;
using Prilavok.Core.Owners;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Catalog;

/// <summary>Bulk tasks outlive processes, are worked on by one at a time and in order, and are never done twice.</summary>
public abstract class BulkTaskTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private static readonly byte[] Items = "[1,2,3]"u8.ToArray();

    private IBulkTasks Tasks => Node.Get<IBulkTasks>();

    [Fact]
    public async Task A_task_is_accepted_runs_and_is_completed()
    {
        var shop = await Shop.OpenAsync(Node);
        await Node.WriteAsync(shop.OwnerId, work => Node.Get<IOwners>().TurnClockAsync(work, TimeSpan.FromDays(1)));
        var ahead = TimeSpan.FromDays(1);

        var task = await SubmitAsync(shop);
        Assert.Equal(new BulkTask(task.Id, 1, IsGroup: true, BulkStatus.Accepted, Now + ahead), task);
        Assert.Equal(task, await FindAsync(shop, task.Id));
        Assert.Equal([task.Id], await OpenAsync(shop));

        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        var claimed = await ClaimOneAsync();
        Assert.Equal(task with { Status = BulkStatus.Running, ModifiedAt = Now + ahead }, await FindAsync(shop, task.Id));
        var (order, items) = (await Node.ReadAsync(s => Tasks.OrderAsync(s, claimed)))!.Value;
        Assert.Equal(Items, items);
        Assert.Equal((shop.Store.Id, true, BulkVerb.Replace, true), (order.StoreId, order.IsGroup, order.Verb, order.InRussian));
        Assert.Equal(["a", "b"], order.Rights);

        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        await AdvanceAsync(shop, claimed, 2, "{},{}");
        await AdvanceAsync(shop, claimed with { NextItem = 2 }, 3, "{}", isLast: true);

        Assert.Equal(task with { Status = BulkStatus.Completed, ModifiedAt = Now + ahead }, await FindAsync(shop, task.Id));
        Assert.Equal("{},{}|{}", await DetailsAsync(shop, task.Id));
        Assert.Empty(await OpenAsync(shop));
        Assert.Null(await Node.ReadAsync(Tasks.NextDueAsync));
        Assert.Empty(await ClaimAsync(10));
    }

    [Theory]
    [InlineData(0, BulkStatus.Completed)]
    [InlineData(1, BulkStatus.Failed)]
    public async Task A_task_with_an_item_that_failed_has_failed(int failed, BulkStatus expected)
    {
        var shop = await Shop.OpenAsync(Node);
        var task = await SubmitAsync(shop);
        var claimed = await ClaimOneAsync();

        await AdvanceAsync(shop, claimed, 1, "{}", failed);
        await AdvanceAsync(shop, claimed with { NextItem = 1 }, 3, "{},{}", isLast: true);

        Assert.Equal(expected, (await FindAsync(shop, task.Id))!.Status);
    }

    [Fact]
    public async Task Only_the_app_that_submitted_a_task_sees_it_and_the_newest_is_first()
    {
        var shop = await Shop.OpenAsync(Node);
        var other = await Shop.OpenAsync(Node);
        var tasks = new List<BulkTask>();
        for (var i = 0; i < 5; i++)
        {
            tasks.Add(await SubmitAsync(shop));
        }

        var foreign = await SubmitAsync(shop, appId: "another");

        Assert.Null(await FindAsync(shop, foreign.Id));
        Assert.Null(await FindAsync(other, tasks[0].Id));
        Assert.Equal([5L, 4L], (await ListAsync(shop, long.MaxValue, 2)).Select(task => task.Number));
        Assert.Equal([3L, 2L, 1L], (await ListAsync(shop, 4, 10)).Select(task => task.Number));
        Assert.Empty(await ListAsync(other, long.MaxValue, 10));
    }

    [Fact]
    public async Task Tasks_of_an_owner_run_one_after_the_other_and_those_of_several_owners_side_by_side()
    {
        var shop = await Shop.OpenAsync(Node);
        var other = await Shop.OpenAsync(Node);
        var first = await SubmitAsync(shop);
        var second = await SubmitAsync(shop);
        var beside = await SubmitAsync(other);

        var claimed = await ClaimAsync(10);
        Assert.Equal(new[] { first.Id, beside.Id }.Order(), claimed.Select(task => task.TaskId).Order());
        Assert.Empty(await ClaimAsync(10));

        await AdvanceAsync(shop, claimed.Single(task => task.TaskId == first.Id), 3, "{},{},{}", isLast: true);
        Assert.Equal(second.Id, (await ClaimOneAsync()).TaskId);
    }

    [Fact]
    public async Task Concurrent_claimers_never_share_a_task()
    {
        var shops = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Shop.OpenAsync(Node)));
        await Task.WhenAll(shops.SelectMany(shop => new[] { SubmitAsync(shop), SubmitAsync(shop) }));
        var second = Store.AddNode();

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            i => (i % 2 == 0 ? Node : second).WriteAsync(work => Tasks.ClaimAsync(work, Now, Lease, 1))));

        Assert.Equal(6, claims.Sum(claim => claim.Count));
        Assert.Equal(6, claims.SelectMany(claim => claim).DistinctBy(task => task.OwnerId).Count());
    }

    [Fact]
    public async Task A_lease_that_ran_out_hands_the_task_on_with_what_is_done_and_the_former_holder_writes_nothing_more()
    {
        var shop = await Shop.OpenAsync(Node);
        var task = await SubmitAsync(shop);
        var slow = await ClaimOneAsync();
        slow = await AdvanceAsync(shop, slow, 1, "{}");
        Store.Clock.Advance(Lease);

        var taken = await ClaimOneAsync();

        Assert.Equal(1, taken.NextItem);
        Assert.Null(await TryHoldAsync(shop, slow));
        Assert.Null(await Node.ReadAsync(s => Tasks.OrderAsync(s, slow)));
        await AdvanceAsync(shop, taken, 3, "{},{}", isLast: true);
        await Node.WriteAsync(shop.OwnerId, work => Tasks.FinishAsync(work, slow, BulkStatus.Declined));
        Assert.Equal(BulkStatus.Completed, (await FindAsync(shop, task.Id))!.Status);
        Assert.Null(await TryHoldAsync(shop, taken));
    }

    [Fact]
    public async Task A_task_given_back_is_due_when_it_was_said_and_remembers_that_it_broke_off_until_it_goes_on()
    {
        var shop = await Shop.OpenAsync(Node);
        await SubmitAsync(shop);
        await ReleaseAsync(await ClaimOneAsync(), TimeSpan.FromSeconds(5), hasFailed: true);

        Assert.Empty(await ClaimAsync(1));
        Assert.Equal(Now + TimeSpan.FromSeconds(5), await Node.ReadAsync(Tasks.NextDueAsync));
        Store.Clock.Advance(TimeSpan.FromSeconds(5));
        var again = await ClaimOneAsync();
        Assert.Equal(1, again.Failures);

        await ReleaseAsync(await AdvanceAsync(shop, again, 1, "{}"), TimeSpan.Zero, hasFailed: false);
        Assert.Equal((0, 1), ((await ClaimOneAsync()) is var third ? (third.Failures, third.NextItem) : default));
    }

    [Fact]
    public async Task Tasks_done_long_ago_are_forgotten_and_others_stay()
    {
        var shop = await Shop.OpenAsync(Node);
        var old = await SubmitAsync(shop);
        await AdvanceAsync(shop, await ClaimOneAsync(), 3, "{},{},{}", isLast: true);
        Store.Clock.Advance(TimeSpan.FromHours(1));
        var young = await SubmitAsync(shop);
        await AdvanceAsync(shop, await ClaimOneAsync(), 3, "{},{},{}", isLast: true);
        var open = await SubmitAsync(shop);

        Assert.Equal(1, await Node.WriteAsync(work => Tasks.SweepAsync(work, Now, 10)));

        Assert.Null(await FindAsync(shop, old.Id));
        Assert.Equal("", await DetailsAsync(shop, old.Id));
        Assert.NotNull(await FindAsync(shop, young.Id));
        Assert.NotNull(await FindAsync(shop, open.Id));
    }

    [Fact]
    public async Task An_owner_has_not_settled_while_a_bulk_task_is_open()
    {
        var shop = await Shop.OpenAsync(Node);
        var task = await SubmitAsync(shop);
        var settle = Node.Get<Settle>();

        var open = await settle.HandleAsync(shop.OwnerId, TimeSpan.Zero, Ct);
        Assert.Equal([task.Id], open.BulkTasks);

        var waiting = settle.HandleAsync(shop.OwnerId, TimeSpan.FromMinutes(1), Ct);
        await AdvanceAsync(shop, await ClaimOneAsync(), 3, "{},{},{}", isLast: true);
        Assert.True((await waiting).IsEmpty);
    }

    [Fact]
    public async Task A_removed_owner_leaves_no_task_behind()
    {
        var shop = await Shop.OpenAsync(Node);
        await SubmitAsync(shop);
        await AdvanceAsync(shop, await ClaimOneAsync(), 1, "{}");

        await Node.Get<RemoveTenant>().HandleAsync(shop.OwnerId, Ct);

        await using var connection = await Store.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT COUNT(*) FROM bulk_tasks) + (SELECT COUNT(*) FROM bulk_details)";
        Assert.Equal(0L, Convert.ToInt64(await command.ExecuteScalarAsync(Ct), null));
    }

    private async Task<BulkTask> SubmitAsync(Shop shop, string appId = "app") => (await Node.Get<SubmitBulk>().HandleAsync(
        shop.OwnerId,
        new BulkOrder(appId, shop.Store.Id.ToLowerInvariant(), IsGroup: true, BulkVerb.Replace, ["a", "b"], "http://here", InRussian: true),
        Items,
        Ct))!;

    private Task<BulkTask?> FindAsync(Shop shop, string taskId) => Node.ReadAsync(s => Tasks.FindAsync(s, shop.OwnerId, "app", taskId));

    private Task<IReadOnlyList<BulkTask>> ListAsync(Shop shop, long before, int limit) =>
        Node.ReadAsync(s => Tasks.ListAsync(s, shop.OwnerId, "app", before, limit));

    private Task<IReadOnlyList<string>> OpenAsync(Shop shop) => Node.ReadAsync(s => Tasks.OpenAsync(s, shop.OwnerId));

    private Task<IReadOnlyList<ClaimedBulk>> ClaimAsync(int limit) => Node.WriteAsync(work => Tasks.ClaimAsync(work, Now, Lease, limit));

    private async Task<ClaimedBulk> ClaimOneAsync() => Assert.Single(await ClaimAsync(1));

    /// <summary>Null when the lease was lost.</summary>
    private Task<ClaimedBulk?> TryHoldAsync(Shop shop, ClaimedBulk claimed) => Node.WriteAsync(
        shop.OwnerId, async work => await Tasks.HoldAsync(work, claimed, Now + Lease) ? claimed : null);

    private Task<ClaimedBulk> AdvanceAsync(Shop shop, ClaimedBulk claimed, int next, string details, int failed = 0, bool isLast = false) =>
        Node.WriteAsync(
            shop.OwnerId,
            async work =>
            {
                Assert.True(await Tasks.HoldAsync(work, claimed, Now + Lease));
                var advanced = await Tasks.AdvanceAsync(work, claimed, next, Encoding.UTF8.GetBytes(details), failed);
                if (isLast)
                {
                    await Tasks.FinishAsync(work, advanced);
                }

                return advanced;
            });

    private Task<bool> ReleaseAsync(ClaimedBulk claimed, TimeSpan pause, bool hasFailed) => Node.WriteAsync(async work =>
    {
        await Tasks.ReleaseAsync(work, claimed, Now + pause, hasFailed);
        return true;
    });

    private async Task<string> DetailsAsync(Shop shop, string taskId)
    {
        var portions = new List<string>();
        var next = 0;
        while (await Node.ReadAsync(s => Tasks.DetailsAsync(s, shop.OwnerId, taskId, next)) is { } portion)
        {
            portions.Add(Encoding.UTF8.GetString(portion.Details));
            next = portion.NextItem;
        }

        return string.Join('|', portions);
    }
}

public sealed class SqliteBulkTaskTests : BulkTaskTests<SqliteFixture>;

public sealed class PostgreSqlBulkTaskTests : BulkTaskTests<PostgreSqlFixture>;
