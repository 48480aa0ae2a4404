using Dapper;
using Prilavok.Core.Apps;
using Prilavok.Core.Backups;
using Prilavok.Core.Publishing;
using Prilavok.Core.Subscriptions;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Backups;

/// <summary>Numbers that are counted beside the logs mean one thing, from whichever state and however often the database is put back.</summary>
public abstract class CountedNumbersTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_version_of_an_app_gets_no_id_and_no_number_that_a_lost_one_may_have_had()
    {
        var shop = await Shop.OpenAsync(Node);
        await GoesOnAsync(
            async () =>
            {
                var edit = Node.Get<EditVersions>();
                var made = Assert.IsType<VersionOutcome.Done>(await edit.CreateAsync(shop.App.PublisherId, shop.App.Id, Ct)).App;
                await edit.MoveAsync(shop.App.PublisherId, shop.App.Id, AppVersion.IdOf(made), VersionMove.Archive, remarks: null, Ct);
                Assert.Equal(made.Version.Number, (await Node.ReadAsync(s => Node.Get<IApps>().VersionsAsync(s, shop.App.Id)))[^1].Version.Number);
                return made.Version.Number;
            },
            "DELETE FROM app_revisions WHERE number > 1",
            "DELETE FROM app_versions WHERE number > 1",
            "DELETE FROM counters WHERE name = 'version'");
    }

    [Fact]
    public async Task A_payment_gets_no_number_that_a_lost_one_may_have_had_and_those_of_the_backup_keep_theirs()
    {
        var (shop, payments) = (await Shop.OpenAsync(Node), Node.Get<IPayments>());
        var kept = await PayAsync();
        await GoesOnAsync(PayAsync, "DELETE FROM payments WHERE number > 1", "DELETE FROM log_gaps");
        var listed = await Node.ReadAsync(s => payments.ListAsync(s, shop.OwnerId, before: null, 100));
        Assert.Equal(kept, listed[^1].Number);

        async Task<long> PayAsync()
        {
            await Node.WriteAsync(shop.OwnerId, work => payments.AddAsync(work, new Payment(0, $"{Guid.CreateVersion7()}", shop.App.Id, "s", ChargeReason.Period, 1, work.Now, true)));
            return (await Node.ReadAsync(s => payments.ListAsync(s, shop.OwnerId, before: null, 1)))[0].Number;
        }
    }

    [Fact]
    public async Task The_events_of_a_subscription_go_on_behind_those_that_a_service_may_have_heard_of()
    {
        var (shop, subscriptions) = (await Shop.OpenAsync(Node), Node.Get<ISubscriptions>());
        var terms = new Terms(new Plan("base", "Base", 90_00, PlanPeriod.Month, PerDevice: true), 2, []);
        var all = Enumerable.Range(0, 1200).Select(i => SubscriptionMachine.Start($"s{i:d4}", shop.OwnerId, shop.App.Id, terms, 14, TimeSpan.Zero, Now).Next).ToList();
        foreach (var id in new[] { "s0000", "s0499", "s0500", "s1199" })
        {
            await BackAsync(all);
            await GoesOnAsync(() => TellAsync(id), () => BackAsync(all.Where(one => one.Id == id)));
        }

        Task BackAsync(IEnumerable<Subscription> states) => Node.WriteAsync(shop.OwnerId, async work =>
        {
            foreach (var state in states)
            {
                await subscriptions.SaveAsync(work, state, leaseUntil: null);
            }
        });

        Task<long> TellAsync(string id) => Node.WriteAsync(shop.OwnerId, async work =>
        {
            var before = (await subscriptions.FindAsync(work, shop.OwnerId, id))!;
            var turn = before.IsEnding ? SubscriptionMachine.TakeBack(before, null, work.Now) : SubscriptionMachine.Remove(before, work.Now);
            await subscriptions.SaveAsync(work, turn.Next, leaseUntil: null);
            return (long)Assert.Single(turn.News).Sequence;
        });
    }

    private Task GoesOnAsync(Func<Task<long>> count, params string[] lose) => GoesOnAsync(count, async () =>
    {
        await using var connection = await Store.OpenAsync();
        foreach (var statement in lose)
        {
            await connection.ExecuteAsync(statement);
        }
    });

    /// <summary>The same backup again and again, and what came after it in the end.</summary>
    private async Task GoesOnAsync(Func<Task<long>> count, Func<Task> lose)
    {
        var last = 0L;
        for (var restore = 0; restore < 3; restore++)
        {
            for (var i = 0; i < 3; i++)
            {
                var next = await count();
                Assert.True(next > last, $"{next} after {last}");
                last = next;
            }

            await lose();
            Store.Clock.Advance(TimeSpan.FromMinutes(1));
            await Node.Get<MarkRestored>().HandleAsync(Ct);
        }

        Assert.True(await count() > last);
        await Node.Get<MarkRestored>().HandleAsync(Ct); // Of a state that has jumped before.
        Assert.True(await count() > last + 1);
    }
}

public sealed class SqliteCountedNumbersTests : CountedNumbersTests<SqliteFixture>;

public sealed class PostgreSqlCountedNumbersTests : CountedNumbersTests<PostgreSqlFixture>;
