using Dapper;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Catalog;
using Prilavok.Core.Delivery;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Publishing;
using Prilavok.Core.Pushes;
using Prilavok.Core.Sandbox;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Suppliers;
using Prilavok.Storage.Tests.Delivery;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Sandbox;

public abstract class RemoveTenantTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    private RemoveTenant Remove => Node.Get<RemoveTenant>();

    [Fact]
    public async Task A_removed_tenant_leaves_no_row_in_any_table_and_others_keep_theirs()
    {
        var kept = await LiveAsync();
        var before = await CountAsync();
        var gone = await LiveAsync();
        var both = await CountAsync();
        Assert.All(Schema.Tables.Except(["counters", "sign_in_failures", "data_keys", "master_keys", "canaries"]), table => Assert.True(both[table] > before[table], $"nothing was put into {table}"));

        Assert.True(await Remove.HandleAsync(gone.OwnerId, Ct));

        foreach (var table in Schema.OfOwner)
        {
            Assert.Equal(0, (await QueryAsync<long>($"SELECT COUNT(*) FROM {table} WHERE owner_id = '{gone.OwnerId}'")).Single());
        }

        Assert.Equal(before, await CountAsync());
        Assert.NotNull(await Node.Get<DescribeTenant>().HandleAsync(kept.OwnerId, Ct));
        Assert.Null(await Node.Get<DescribeTenant>().HandleAsync(gone.OwnerId, Ct));
        Assert.False(await Remove.HandleAsync(gone.OwnerId, Ct));
    }

    [Fact]
    public async Task An_owner_who_is_not_of_the_sandbox_is_not_removed()
    {
        await Node.WriteAsync(work => Node.Get<IOwners>().AddAsync(
            work, new Owner("01-1", "real@example.test", IsSandbox: false, TimeSpan.Zero, Now, null)));

        Assert.False(await Remove.HandleAsync("01-1", Ct));
        Assert.NotNull(await Node.ReadAsync(s => Node.Get<IOwners>().FindAsync(s, "01-1")));
    }

    [Fact]
    public async Task Only_those_whose_time_is_over_are_swept_out()
    {
        var stays = await Shop.OpenAsync(Node);
        var seed = new TenantSeed();
        var goes = await Node.Get<CreateTenant>().HandleAsync(
            new NewTenant(null, null, TimeSpan.FromHours(1), seed, new Core.Apps.AppSettings { Name = "App" }, Install: true), Ct);
        await Remove.RemoveExpiredAsync(Ct);
        Assert.NotNull(await Node.Get<DescribeTenant>().HandleAsync(goes!, Ct));
        Store.Clock.Advance(TimeSpan.FromHours(1));
        await Remove.RemoveExpiredAsync(Ct);

        Assert.Null(await Node.Get<DescribeTenant>().HandleAsync(goes!, Ct));
        Assert.NotNull(await Node.Get<DescribeTenant>().HandleAsync(stays.OwnerId, Ct));
    }

    /// <summary>A tenant with something in every table.</summary>
    private async Task<Shop> LiveAsync()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var tea = new Product { StoreId = "", Id = "tea", IsGroup = false, Name = "Tea" };
        await Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, [tea], WireFormat.V2, Ct);
        var role = await Node.Get<EditRoles>().CreateAsync(shop.OwnerId, Source.System, "Helper", [], Ct);
        await Node.Get<EditEmployees>().CreateAsync(
            shop.OwnerId, Source.System, new Employee("", "Ann", null, null, null, role.Id, [], default, default), Ct);
        await Node.Get<AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, [Sales.Document("d", Now), Sales.Document("e", Now), Sales.Document("e", Now, note: "other"), Sales.Count("c", Now, isComplete: false, ("tea", 1))], Ct);
        var lane = await ClaimOneAsync();
        await SettleAsync(lane, new Verdict.GiveUp(lane.Cursor + 1), Failed(lane, "410"));
        await AddToShopAsync(shop);
        await PayAsync(shop);
        await Node.Get<EditHooks>().CreateAsync(shop.App, "v-1", new HookSettings(["store"], null, null, true, false), Ct);
        Assert.IsType<VersionOutcome.Done>(await Node.Get<EditVersions>().CreateAsync(shop.App.PublisherId, shop.App.Id, Ct));
        await using (var connection = await Store.OpenAsync())
        {
            await connection.ExecuteAsync("INSERT INTO log_gaps (owner_id, first_seq, last_seq) VALUES (@OwnerId, 900000, 999999)", new { shop.OwnerId });
        }

        var login = (await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct))!.Owner.Login;
        Assert.IsType<TestersOutcome.Done>(await Node.Get<EditTesters>().HandleAsync(shop.App.PublisherId, shop.App.Id, [login], Ct));
        return shop;
    }

    /// <summary>What apps leave in an account.</summary>
    private async Task AddToShopAsync(Shop shop)
    {
        await Node.Get<EditSuppliers>().AddAsync(shop.OwnerId, Source.System, null, "Garden", Ct);
        await Node.Get<EditExtras>().SaveAsync(
            shop.OwnerId, new ExtraShelf(shop.App.Id, shop.Store.Id, ExtraKind.Extra), [new ExtraItem("e", "{}"u8.ToArray())], Ct);
        await Node.Get<EditImages>().AddAsync(shop.OwnerId, Source.System, shop.Store.Id, "tea", new byte[1], "png", 300, 300, Ct);
        await Node.WriteAsync(shop.OwnerId, work => Node.Get<IPushes>().AddAsync(
            work, new Push($"push of {shop.OwnerId}", shop.App.Id, [shop.Terminal.Id], Now.AddDays(2), "{}")));
        await Node.Get<SubmitBulk>().HandleAsync(
            shop.OwnerId, new BulkOrder(shop.App.Id, shop.Store.Id, false, BulkVerb.Replace, [], "", false), "[{},{}]"u8.ToArray(), Ct);
        var bulks = Node.Get<IBulkTasks>();
        var claimed = (await Node.WriteAsync(work => bulks.ClaimAsync(work, Now, TimeSpan.FromMinutes(1), 1))).Single();
        await Node.WriteAsync(shop.OwnerId, work => bulks.AdvanceAsync(work, claimed, 1, "{}"u8.ToArray(), failed: 0));
    }

    private async Task PayAsync(Shop shop)
    {
        var payments = Node.Get<IPayments>();
        var terms = new Terms(new Plan("base", null, 1, PlanPeriod.Month, PerDevice: false), 1, []);
        await Node.WriteAsync(shop.OwnerId, async work =>
        {
            var start = SubscriptionMachine.Start($"s of {shop.OwnerId}", shop.OwnerId, shop.App.Id, terms, 14, TimeSpan.Zero, Now);
            await Node.Get<ISubscriptions>().SaveAsync(work, start.Next, null);
            await payments.AddAsync(work, new Payment(0, "p", shop.App.Id, start.Next.Id, ChargeReason.Period, 1, Now, IsPaid: true));
            await payments.SaveMethodAsync(work, PaymentMethod.Default);
            await Node.Get<IChaos>().SaveAsync(work, Chaos.None);
            var order = new ReplayOrder(Now, null, [], null, OnlyFailed: false, null, 1);
            await Node.Get<IReplays>().AddAsync(
                work, new Replay(shop.App.Id, $"r of {shop.OwnerId}", order, ReplayState.Running, 1, Now), [new ReplayLane(new LaneKey(shop.OwnerId, shop.App.Id, Channel.Documents), 0, 1, 0, [])], Now);
            var forward = new Forward(shop.App.Id, $"f of {shop.OwnerId}", null, Now);
            await Node.Get<IForwards>().KeepAsync(work, forward, Now.AddMinutes(1));
            await Node.Get<IForwards>().AddAsync(work, new ForwardedRequest(shop.OwnerId, "q", shop.App.Id, forward.StreamId, "POST", "http://a.test/", [], ""));
            var calls = Node.Get<IKeyedCalls>();
            await calls.BeginAsync(work, new KeyedCall(shop.OwnerId, "app " + shop.App.Id, "key", new byte[1]), Now, Now.AddMinutes(2));
            return true;
        });
    }

    private async Task<Dictionary<string, long>> CountAsync()
    {
        await using var connection = await Store.OpenAsync();
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Schema.Tables)
        {
            counts[table] = await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table}");
        }

        return counts;
    }
}

public sealed class SqliteRemoveTenantTests : RemoveTenantTests<SqliteFixture>;

public sealed class PostgreSqlRemoveTenantTests : RemoveTenantTests<PostgreSqlFixture>
{
    [Fact]
    public async Task A_publisher_who_edits_an_app_while_its_tenant_goes_leaves_no_trace()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var edit = Task.Run(
            () => Node.Get<EditApps>().ChangeAsync(
                shop.App.PublisherId,
                shop.App.Id,
                settings =>
                {
                    begun.SetResult();
                    goOn.Task.GetAwaiter().GetResult();
                    return settings with { TrialDays = 7 };
                },
                Ct),
            Ct);
        await begun.Task;
        var removal = Task.Run(() => Node.Get<RemoveTenant>().HandleAsync(shop.OwnerId, Ct), Ct);
        while ((await QueryAsync<long>(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FROM apps WHERE sandbox_owner_id%'")).Single() == 0)
        {
            await Task.Yield();
        }

        goOn.SetResult();
        await ((Task)edit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        Assert.True(await removal);
        Assert.Empty(await QueryAsync<string>("SELECT app_id FROM apps"));
        Assert.Empty(await QueryAsync<string>("SELECT app_id FROM app_audit"));
    }
}
