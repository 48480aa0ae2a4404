using System.Text.Json.Nodes;
using Dapper;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Deliveries;

/// <summary>A publisher finds what was sent, and what became of it.</summary>
public abstract class DeliveryListTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    protected override bool IsStill => true;

    [Fact]
    public async Task Filters_tell_apart_kind_outcome_owner_and_time()
    {
        Partner.On(Receipts, told => told.Call == 1 ? new Reply(503) : Reply.Ok);
        var tenant = await TenantAsync();
        var start = Server.Store.Clock.GetUtcNow();
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.TurnAsync(new { toNext = true });
        var all = await ListAsync(tenant, "");

        Assert.Equal(["receipts 503", "receipts 200"], Words(await ListAsync(tenant, "?channel=receipts")).Order().Reverse());
        Assert.Equal(["receipts 503"], Words(await ListAsync(tenant, "?status=failed")));
        Assert.Equal(["receipts 503"], Words(await ListAsync(tenant, "?status=503")));
        Assert.Equal(all.Count - 1, (await ListAsync(tenant, "?status=delivered")).Count);
        Assert.Equal(["receipts 200"], Words(await ListAsync(tenant, $"?since={Uri.EscapeDataString(start.AddSeconds(1).ToString("O"))}")));
        Assert.Equal(all.Count - 1, (await ListAsync(tenant, $"?until={Uri.EscapeDataString(start.AddSeconds(1).ToString("O"))}")).Count);
        Assert.Equal(all.Count, (await ListAsync(tenant, $"?ownerId={tenant.OwnerId}&channel=&status=&since=&cursor=")).Count);
        Assert.Empty(await ListAsync(tenant, "?ownerId=01-000000000000000"));
        Assert.Empty(await ListAsync(tenant, "?channel=receipts&status=404"));
    }

    [Fact]
    public async Task A_cursor_leads_over_all_attempts_once_though_many_are_of_one_moment()
    {
        var tenant = await TenantAsync();
        await using (var connection = await Server.Store.OpenAsync())
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO attempts (kept_at, owner_id, app_id, channel, delivery_id, first_seq, last_seq, number, at, took, status, error)
                VALUES (@At, @OwnerId, @AppId, 7, @Id, @Seq, @Seq, 1, @At, 5, 200, NULL)
                """,
                Enumerable.Range(0, 2500).Select(i => new
                {
                    tenant.OwnerId,
                    tenant.AppId,
                    Id = Guid.CreateVersion7().ToString(),
                    Seq = i,
                    At = 1_700_000_000_000 + (i / 900),
                }));
        }

        var seen = new List<string>();
        var cursor = "";
        do
        {
            var page = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries?channel=receipts&cursor={cursor}")).Expect(200).Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        Assert.Equal(2500, seen.Count);
        Assert.Equal(2500, seen.Distinct().Count());
    }

    [Fact]
    public async Task Lanes_are_listed_page_by_page_and_so_is_what_waits()
    {
        var tenant = await TenantAsync();
        await using (var connection = await Server.Store.OpenAsync())
        {
            await connection.ExecuteAsync(
                "INSERT INTO lanes (owner_id, app_id, channel, parked, cursor, batch_end, due_at, paused) VALUES (@OwnerId, @AppId, 7, @Seq, 0, @Seq, @DueAt, 0)",
                Enumerable.Range(1, 2500).Select(i => new { tenant.OwnerId, tenant.AppId, Seq = (long)i, DueAt = i % 5 == 0 ? (long?)null : 4_000_000_000_000 }));
        }

        var all = await WalkAsync(tenant, "lanes?", "items");
        Assert.Equal(2500, all.Count(lane => (long)lane["parkedSeq"]! > 0));
        Assert.Distinct(all.Select(lane => (string)lane["id"]!));
        Assert.True(all.Count > 2505); // With those that follow the log.
        Assert.Equal(2501, (await WalkAsync(tenant, "lanes?channel=receipts", "items")).Count);
        Assert.Empty(await WalkAsync(tenant, "lanes?ownerId=01-000000000000000", "items"));
        Assert.Equal(2000, (await WalkAsync(tenant, "deliveries?status=queued", "queued")).Select(lane => (string)lane["id"]!).Distinct().Count());
        Assert.Equal(1000, (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries")).Expect(200).Json["queued"]!.AsArray().Count);
    }

    [Fact]
    public async Task Dead_letters_are_listed_page_by_page_though_many_are_of_one_moment()
    {
        var tenant = await TenantAsync();
        await using (var connection = await Server.Store.OpenAsync())
        {
            await connection.ExecuteAsync(
                "INSERT INTO dead_letters (owner_id, app_id, channel, first_seq, last_seq, at, error) VALUES (@OwnerId, @AppId, @Channel, @Seq, @Seq, @At, 'answered 400')",
                Enumerable.Range(1, 2500).Select(i => new { tenant.OwnerId, tenant.AppId, Channel = 6 + (i % 2), Seq = (long)i, At = 1_700_000_000_000 + (i / 900) }));
        }

        var dead = await WalkAsync(tenant, "deliveries?status=dead", "dead");

        Assert.Equal(2500, dead.Select(one => (long)one["firstSeq"]!).Distinct().Count());
        Assert.Equal(2500, dead.Count);
        Assert.Equal(dead.Select(one => Tenant.Time(one["at"]!)).OrderDescending(), dead.Select(one => Tenant.Time(one["at"]!)));
        Assert.Equal(1250, (await WalkAsync(tenant, "deliveries?status=dead&channel=receipts", "dead")).Count);
    }

    [Theory]
    [InlineData("lanes?cursor=x")]
    [InlineData("lanes?cursor=01-000000000000001.receipts")]
    [InlineData("lanes?cursor=01-000000000000001.99.0")]
    [InlineData("lanes?cursor=1.2.99999999999999999999")]
    [InlineData("lanes?channel=nothing")]
    [InlineData("deliveries?status=queued&cursor=x")]
    [InlineData("deliveries?status=dead&cursor=1.00000000-0000-0000-0000-000000000000.1")]
    [InlineData("deliveries?status=dead&cursor=1.x.0.1")]
    public async Task A_cursor_that_was_not_given_here_is_told_so(string asked)
    {
        var tenant = await TenantAsync();

        var answer = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/{asked}")).Expect(400).Json;

        Assert.Equal(
            asked.Contains("channel", StringComparison.Ordinal) ? "channel" : "cursor",
            (string)Assert.Single(answer["violations"]!.AsArray())!["subject"]!);
    }

    [Theory]
    [InlineData("channel=nothing", "channel")]
    [InlineData("status=99", "status")]
    [InlineData("status=good", "status")]
    [InlineData("since=yesterday", "since")]
    [InlineData("until=99999999999999999999", "until")]
    [InlineData("cursor=1.2.3", "cursor")]
    [InlineData("cursor=1.00000000-0000-0000-0000-000000000000.-1", "cursor")]
    public async Task What_cannot_be_asked_for_is_told_by_its_name(string query, string subject)
    {
        var tenant = await TenantAsync();

        var answer = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries?{query}")).Expect(400).Json;
        Assert.Equal(subject, (string)Assert.Single(answer["violations"]!.AsArray())!["subject"]!);
    }

    [Fact]
    public async Task Another_publisher_sees_nothing()
    {
        var tenant = await TenantAsync();
        var other = await TenantAsync();

        (await other.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries")).Expect(404);
    }

    /// <summary>All pages of a list, one after the other.</summary>
    private static async Task<IReadOnlyList<JsonNode>> WalkAsync(Tenant tenant, string asked, string name)
    {
        var seen = new List<JsonNode>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/{asked}&cursor={Uri.EscapeDataString(cursor)}")).Expect(200).Json;
            Assert.InRange(page[name]!.AsArray().Count, 0, 1000);
            seen.AddRange(page[name]!.AsArray().Select(item => item!));
            cursor = (string?)page["next"];
        }

        return seen;
    }

    private static IEnumerable<string> Words(IEnumerable<JsonNode> attempts) =>
        attempts.Select(attempt => $"{(string)attempt["channel"]!} {(int)attempt["statusCode"]!}");

    private static async Task<IReadOnlyList<JsonNode>> ListAsync(Tenant tenant, string query) =>
        [.. (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries{query}")).Expect(200).Json["items"]!.AsArray().Select(item => item!)];
}

public sealed class SqliteDeliveryListTests : DeliveryListTests<SqliteFixture>;

public sealed class PostgreSqlDeliveryListTests : DeliveryListTests<PostgreSqlFixture>;
