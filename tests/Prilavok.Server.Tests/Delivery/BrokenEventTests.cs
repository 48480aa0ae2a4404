using System.Data.Common;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>What the server itself cannot write is told of as any other failure, and does not keep the others from anybody.</summary>
public abstract class BrokenEventTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/receipts";
    private const string Documents = "/documents";
    private const string Fault = "could not be written: what is kept of it is not JSON that can be read";

    protected override bool IsStill => true;

    [Theory]
    [InlineData(Receipts, true)]
    [InlineData(Receipts, false)]
    [InlineData(Documents, true)]
    [InlineData(Documents, false)]
    public async Task An_event_that_cannot_be_written_is_parked_and_given_up_and_the_others_go_on(string path, bool ordered)
    {
        var tenant = await OpenAsync(Server, path, ordered, "d-2");

        Assert.Equal(["d-0", "d-1", "d-3", "d-4"], Told(path).Order(StringComparer.Ordinal));
        var parked = (await tenant.LanesAsync()).Single(lane => (string)lane!["state"]! == "parked")!;
        Assert.Equal((Fault, 1), ((string)parked["lastError"]!, (int)parked["failures"]!));
        var attempt = Assert.Single(await tenant.AttemptsAsync(), attempt => (string?)attempt["error"] == Fault);
        Assert.Null(attempt["statusCode"]);
        Assert.Equal((long)parked["parkedSeq"]!, (long)attempt["lastSeq"]!);
        var story = (await tenant.Publisher.GetAsync($"/manage/v1/deliveries/{(string)attempt["id"]!}")).Expect(200).Json;
        Assert.Equal("parked", (string)story["state"]!);
        Assert.Contains(Fault, story.ToJsonString(), StringComparison.Ordinal);
        var why = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries?documentId=d-2")).Expect(200).Json;
        Assert.Contains(Fault, why.ToJsonString(), StringComparison.Ordinal);

        await tenant.TurnAsync(new { advance = "P4D" });
        Assert.DoesNotContain(await tenant.LanesAsync(), lane => (string)lane!["state"]! == "parked");
        Assert.Equal(Fault, (string)Assert.Single(await DeadAsync(tenant))!["error"]!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_nothing_is_parked_it_is_given_up_at_once(bool ordered)
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true, ("Webhooks:ParkAfter", "0"));
        var tenant = await OpenAsync(server, Receipts, ordered, "d-2");

        Assert.Equal(["d-0", "d-1", "d-3", "d-4"], Told(Receipts).Order(StringComparer.Ordinal));
        Assert.Equal("idle", (string)Assert.Single(await tenant.LanesAsync())!["state"]!);
        Assert.Equal(Fault, (string)Assert.Single(await DeadAsync(tenant))!["error"]!);
    }

    [Fact]
    public async Task Several_in_one_array_are_each_told_of()
    {
        var tenant = await OpenAsync(Server, Documents, ordered: true, "d-0", "d-3", "d-4");

        Assert.Equal(["d-1", "d-2"], Told(Documents));
        Assert.Equal(3, (await tenant.LanesAsync()).Count(lane => (string)lane!["state"]! == "parked" && (string)lane["lastError"]! == Fault));
    }

    [Fact]
    public async Task A_replay_counts_it_as_failed_and_sends_the_others()
    {
        await using var server = await ServerFixture.StartAsync(new TStore()); // A replay keeps its pace in real time.
        var tenant = await OpenAsync(server, Documents, ordered: true, "d-2");
        var replay = (await tenant.Publisher.PostAsync(
            $"/manage/v1/apps/{tenant.AppId}/replays", new { since = "2020-01-01T00:00:00Z", to = Partner.Url + "/again" })).Expect(202).Json;
        await tenant.SettleAsync();

        Assert.Equal(["d-0", "d-1", "d-3", "d-4"], Told("/again"));
        var done = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/replays/{(string)replay["id"]!}")).Expect(200).Json;
        Assert.Equal(("done", 4, 1, Fault), ((string)done["state"]!, (int)done["sent"]!, (int)done["failed"]!, (string)done["lastError"]!));
    }

    /// <summary>Nothing can be read of what an app is told to bear, say after the folder of keys was lost.</summary>
    [Fact]
    public async Task A_secret_that_does_not_open_is_the_reason_that_the_lane_gives_and_it_goes_on_when_it_does()
    {
        var tenant = await CreateAsync(Server, Receipts, ordered: true);
        var till = await tenant.OpenShopAsync();
        await ExecuteAsync(Server, $"UPDATE installations SET user_token = 'lost' WHERE owner_id = '{tenant.OwnerId}'");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-0"));
        await tenant.SettleAsync();

        var lane = Assert.Single(await tenant.LanesAsync())!;
        Assert.Equal(("resting", 1), ((string)lane["state"]!, (int)lane["failures"]!));
        Assert.StartsWith("could not be sent: a secret that it needs cannot be opened", (string)lane["lastError"]!, StringComparison.Ordinal);
        Assert.NotNull(lane["nextAttempt"]);
        await tenant.TurnAsync(new { toNext = true });
        Assert.Equal(2, (int)Assert.Single(await tenant.LanesAsync())!["failures"]!);

        await ExecuteAsync(Server, $"UPDATE installations SET user_token = NULL WHERE owner_id = '{tenant.OwnerId}'");
        await tenant.TurnAsync(new { toNext = true });
        Assert.Equal(["d-0"], Told(Receipts));
        Assert.Equal("idle", (string)Assert.Single(await tenant.LanesAsync())!["state"]!);
    }

    [Fact]
    public async Task A_replay_tells_of_a_secret_that_does_not_open_and_ends()
    {
        await using var server = await ServerFixture.StartAsync(new TStore()); // A replay keeps its pace in real time.
        var tenant = await CreateAsync(server, Receipts, ordered: true);
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-0"));
        await tenant.SettleAsync();
        var replays = server.Get<Core.Delivery.IReplays>();
        var storage = server.Get<Core.IStorage>();
        var order = new Core.Delivery.ReplayOrder(DateTimeOffset.UnixEpoch, null, [], tenant.OwnerId, OnlyFailed: false, null, 100);
        var planned = await storage.ReadAsync(s => replays.PlanAsync(s, tenant.AppId, order), CancellationToken.None);
        await ExecuteAsync(server, $"UPDATE installations SET user_token = 'lost' WHERE owner_id = '{tenant.OwnerId}'");
        var replay = new Core.Delivery.Replay(tenant.AppId, Guid.NewGuid().ToString(), order, Core.Delivery.ReplayState.Running, 1, TimeProvider.System.GetUtcNow());
        await storage.WriteAsync(
            async work =>
            {
                await replays.AddAsync(work, replay, planned, TimeProvider.System.GetUtcNow());
                return true;
            },
            CancellationToken.None);
        await tenant.SettleAsync();

        var done = (await storage.ReadAsync(s => replays.FindAsync(s, tenant.AppId, replay.Id), CancellationToken.None))!;
        Assert.Equal((Core.Delivery.ReplayState.Done, 0, 1), (done.State, done.Sent, done.Failed));
        Assert.Contains("a secret that it needs cannot be opened", done.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_hears_of_the_changes_behind_one_that_cannot_be_read()
    {
        var tenant = await CreateAsync(Server, Receipts, ordered: true);
        var till = await tenant.OpenShopAsync();
        var (_, after) = await till.ChangesAsync(0);
        var (broken, sound) = (await tenant.AddStoreAsync("Broken"), await tenant.AddStoreAsync("Sound"));
        await BreakAsync(Server, tenant, broken);

        var (changes, next) = await till.ChangesAsync(after);
        Assert.Equal([sound], changes.Where(change => (string)change["kind"]! == "store").Select(change => (string)change["id"]!));
        Assert.Empty((await till.ChangesAsync(next)).Changes);
    }

    /// <summary>Five sales, some of them broken where they are kept before any of them was told.</summary>
    private async Task<Tenant> OpenAsync(ServerFixture server, string path, bool ordered, params string[] broken)
    {
        var tenant = await CreateAsync(server, path, ordered);
        var till = await tenant.OpenShopAsync();
        var lane = $"/manage/v1/apps/{tenant.AppId}/lanes/{(string)(await tenant.LanesAsync())[0]!["id"]!}";
        (await tenant.Publisher.PostAsync(lane + "/pause", new { })).Expect(200);
        await till.SendAsync([.. Enumerable.Range(0, 5).Select(i => Goods.Document("SELL", "tea-1", 1, $"d-{i}"))]);
        foreach (var id in broken)
        {
            await BreakAsync(server, tenant, id);
        }

        (await tenant.Publisher.PostAsync(lane + "/resume", new { })).Expect(200);
        await tenant.SettleAsync();
        return tenant;
    }

    private Task<Tenant> CreateAsync(ServerFixture server, string path, bool ordered) => Tenant.CreateAsync(server.Http, new
    {
        name = "Quick",
        ordered,
        urls = path == Receipts ? (object)new { receipts = Partner.Url + path } : new { documents = Partner.Url + path },
    });

    private static Task BreakAsync(ServerFixture server, Tenant tenant, string subject) =>
        ExecuteAsync(server, $"UPDATE events SET data = @data WHERE owner_id = '{tenant.OwnerId}' AND subject_id = '{subject}'", "this is no JSON"u8.ToArray());

    private static async Task ExecuteAsync(ServerFixture server, string sql, byte[]? data = null)
    {
        await using var connection = await server.Store.OpenAsync();
        await using var command = CommandOf(connection, sql);
        if (data is not null)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@data", data);
            command.Parameters.Add(parameter);
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
            return;
        }

        await command.ExecuteNonQueryAsync();
    }

    private static DbCommand CommandOf(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private static async Task<JsonArray> DeadAsync(Tenant tenant) =>
        (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries?status=dead")).Expect(200).Json["dead"]!.AsArray();

    private IEnumerable<string> Told(string path) => Partner.At(path).SelectMany(told => told.Json is JsonArray all
        ? all.Select(document => (string)document!["uuid"]!)
        : [(string)told.Json["data"]!["id"]!]);
}

public sealed class SqliteBrokenEventTests : BrokenEventTests<SqliteFixture>;

public sealed class PostgreSqlBrokenEventTests : BrokenEventTests<PostgreSqlFixture>;
