using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Deliveries;

/// <summary>A publisher looks on while webhooks are delivered.</summary>
public abstract class LiveStreamTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    [Fact]
    public async Task Attempts_are_told_as_they_are_made_with_what_was_sent_and_what_became_of_it()
    {
        Partner.On(Receipts, told => told.Call == 1 ? new Reply(503, "busy") : Reply.Ok);
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        using var live = await LiveStream.OpenAsync(tenant, "?channel=receipts");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-1"));

        var failed = (await live.NextAsync()).Data;
        var sent = Partner.At(Receipts)[0];
        Assert.Equal((sent.WebhookId, tenant.OwnerId, "receipts"), (Text(failed, "id"), Text(failed, "ownerId"), Text(failed, "channel")));
        Assert.Equal((1, 503, "answered 503", "busy", "waiting"), ((int)failed["attempt"]!, (int)failed["statusCode"]!, Text(failed, "error"), Text(failed, "response"), Text(failed, "verdict")));
        Assert.True(Tenant.Time(failed["nextAttempt"]!) > Tenant.Time(failed["at"]!));
        var request = failed["request"]!;
        Assert.Equal(("POST", Partner.Url + Receipts, sent.Body), (Text(request, "method"), Text(request, "url"), Text(request, "body")));
        Assert.Equal(sent.WebhookId, Text(request["headers"]!, "webhook-id"));
        Assert.Equal(sent.Headers["webhook-timestamp"], Text(request["headers"]!, "webhook-timestamp"));
        Assert.Equal((Tenant.ServiceToken, "Basic …"), (sent.Authorization, Text(request["headers"]!, "Authorization")));

        await tenant.TurnAsync(new { toNext = true });
        var arrived = (await live.NextAsync()).Data;
        Assert.Equal((sent.WebhookId, 2, 200, "delivered"), (Text(arrived, "id"), (int)arrived["attempt"]!, (int)arrived["statusCode"]!, Text(arrived, "verdict")));
        Assert.Null(arrived["nextAttempt"]);
        var whole = (await tenant.App.GetAsync($"/api/apps/{tenant.AppId}/events/{Text(arrived, "firstEventId")}")).Expect(200).Json;
        Assert.Equal("d-1", (string)whole["payload"]!["id"]!);
    }

    [Fact]
    public async Task It_goes_on_behind_the_last_event_that_was_seen()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        string? last;
        using (var live = await LiveStream.OpenAsync(tenant, $"?channel=receipts&ownerId={tenant.OwnerId}"))
        {
            await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-1"));
            last = (await live.NextAsync()).Id;
        }

        foreach (var id in new[] { "d-2", "d-3" })
        {
            await till.SendAsync(Goods.Document("SELL", "tea-1", 1, id));
            await tenant.SettleAsync();
        }

        using var next = await LiveStream.OpenAsync(tenant, "?channel=receipts", last);
        Assert.Equal(["d-2", "d-3"], new[] { DocumentIn(await next.NextAsync()), DocumentIn(await next.NextAsync()) });
    }

    [Fact]
    public async Task Who_reads_late_misses_nothing_and_holds_up_nobody()
    {
        const int Many = 60;
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        using var live = await LiveStream.OpenAsync(tenant, "?channel=receipts");
        var ids = Enumerable.Range(0, Many).Select(i => $"d-{i}").ToList();
        await till.SendAsync([.. ids.Select(id => Goods.Document("SELL", "tea-1", 1, id))]);
        await tenant.SettleAsync();
        Assert.Equal(Many, Partner.At(Receipts).Count); // Nobody has read a line so far.

        var told = new List<string>();
        while (told.Count < Many)
        {
            told.Add(DocumentIn(await live.NextAsync()));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Deliveries_of_other_owners_and_apps_are_not_told()
    {
        var (tenant, other) = (await TenantAsync(), await TenantAsync());
        var (till, otherTill) = (await tenant.OpenShopAsync(), await other.OpenShopAsync());
        await tenant.SettleAsync();
        await other.SettleAsync();
        using var live = await LiveStream.OpenAsync(tenant, "?channel=receipts");
        using var nobody = await LiveStream.OpenAsync(tenant, $"?ownerId={other.OwnerId}");
        await otherTill.SendAsync(Goods.Document("SELL", "tea-1", 1, "theirs"));
        await other.SettleAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "ours"));

        Assert.Equal("ours", DocumentIn(await live.NextAsync()));
    }

    [Theory]
    [InlineData("?channel=nothing", null, "channel")]
    [InlineData("?forward=yes", null, "forward")]
    [InlineData("?forward=true&channel=receipts", null, "channel")]
    [InlineData("", "17", "Last-Event-ID")]
    [InlineData("", "1.2.3.4", "Last-Event-ID")]
    public async Task What_cannot_be_understood_is_named(string query, string? lastId, string subject)
    {
        var tenant = await TenantAsync();
        (string, string)[] headers = lastId is null ? [] : [("Last-Event-ID", lastId)];
        var answer = await tenant.Publisher.SendAsync(HttpMethod.Get, $"/manage/v1/apps/{tenant.AppId}/events/stream{query}", null, headers);
        Assert.Equal(subject, (string)answer.Expect(400).Json["violations"]![0]!["subject"]!);
    }

    [Fact]
    public async Task Every_quarter_of_a_minute_there_is_a_sign_of_life_and_it_ends_with_the_app()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true);
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        using var live = await LiveStream.OpenAsync(tenant);
        for (var i = 0; i < 3; i++)
        {
            server.Store.Clock.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal((":", ""), (await live.LineAsync(), await live.LineAsync()));
        }

        (await tenant.Sandbox.DeleteAsync($"/sandbox/tenants/{tenant.OwnerId}")).Expect(204);
        server.Store.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal((":", ""), (await live.LineAsync(), await live.LineAsync()));
        Assert.Null(await live.LineAsync());
    }

    private static string Text(JsonNode node, string name) => (string)node[name]!;

    private static string DocumentIn(LiveEvent live) => (string)JsonNode.Parse(Text(live.Data["request"]!, "body"))!["data"]!["id"]!;
}

public sealed class SqliteLiveStreamTests : LiveStreamTests<SqliteFixture>;

public sealed class PostgreSqlLiveStreamTests : LiveStreamTests<PostgreSqlFixture>;
