using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Publisher;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Deliveries;

/// <summary>A publisher stands in for the service of an app.</summary>
public abstract class ForwardTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    private static readonly string[] Channels = ["receipts"];
    private static readonly string[] Reading = ["delivery:read"];

    [Fact]
    public async Task Requests_come_through_the_stream_as_the_service_would_get_them_until_it_is_closed()
    {
        var tenant = await TellerAsync();
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { signing = true })).Expect(200);
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        using (var live = await LiveStream.OpenAsync(tenant, "?forward=true"))
        {
            await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-1"));
            var request = await live.RequestAsync(Receipts);
            Assert.Equal(("POST", Partner.Url + Receipts, tenant.OwnerId), ((string)request["method"]!, (string)request["url"]!, (string)request["ownerId"]!));
            Assert.Equal("d-1", (string)JsonNode.Parse((string)request["body"]!)!["data"]!["id"]!);
            Assert.Equal(Tenant.ServiceToken, (string)request["headers"]!["Authorization"]!);
            Assert.StartsWith("v1,", (string)request["headers"]!["webhook-signature"]!, StringComparison.Ordinal);
            (await live.AnswerAsync(request, new { status = 200 })).Expect(204);
            var attempt = (await live.NextAsync("attempt", "receipts")).Data;
            Assert.Equal(((string)request["headers"]!["webhook-id"]!, "delivered"), ((string)attempt["id"]!, (string)attempt["verdict"]!));
            (await live.AnswerAsync(request, new { status = 200 })).Expect(404);
        }

        Assert.Empty(Partner.Received);
        await AuditedAsync(tenant, "ceased to forward");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-2"));
        await tenant.SettleAsync();
        Assert.Equal("d-2", (string)Assert.Single(Partner.At(Receipts)).Json["data"]!["id"]!);
    }

    [Fact]
    public async Task A_program_that_may_only_read_takes_nothing_over()
    {
        var tenant = await TellerAsync();
        var made = await tenant.Publisher.PostAsync("/manage/v1/tokens", new { name = "Reader", scopes = Reading });
        var reader = tenant.Publisher with { Token = (string)made.Expect(201).Json["token"]! };

        (await reader.GetAsync($"/manage/v1/apps/{tenant.AppId}/events/stream?forward=true")).Expect(403);
        (await reader.GetAsync($"/manage/v1/apps/{tenant.AppId}/events/stream?forward=odd")).Expect(403);
        (await reader.GetAsync($"/manage/v1/apps/{tenant.AppId}/events/stream?forward=false&channel=odd")).Expect(400);
    }

    [Fact]
    public async Task What_is_answered_counts_as_what_the_service_answers()
    {
        var tenant = await TellerAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        using var live = await LiveStream.OpenAsync(tenant, "?forward=true");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-1"));
        var first = await live.RequestAsync(Receipts);
        (await live.AnswerAsync(first, new { status = 503, headers = new Dictionary<string, string> { ["Retry-After"] = "600" }, body = "busy" })).Expect(204);

        var attempt = (await live.NextAsync("attempt", "receipts")).Data;
        Assert.Equal((503, "answered 503", "busy", "waiting"), ((int)attempt["statusCode"]!, (string)attempt["error"]!, (string)attempt["response"]!, (string)attempt["verdict"]!));
        Assert.InRange(Tenant.Time(attempt["nextAttempt"]!) - Tenant.Time(attempt["at"]!), TimeSpan.FromSeconds(590), TimeSpan.FromSeconds(660));
        var turn = tenant.TurnAsync(new { toNext = true });
        var second = await live.RequestAsync(Receipts);
        Assert.Equal((string)first["headers"]!["webhook-id"]!, (string)second["headers"]!["webhook-id"]!);
        (await live.AnswerAsync(second, new { status = 200 })).Expect(204);
        await turn;
    }

    [Fact]
    public async Task The_requests_that_wait_for_an_answer_come_through_it_too()
    {
        var tenant = await TellerAsync(install: false);
        using var live = await LiveStream.OpenAsync(tenant, $"?forward=true&ownerId={tenant.OwnerId}");
        var install = tenant.InstallAsync();
        var request = await live.RequestAsync("/api/v1/user/verify");
        Assert.Equal("anna", (string)JsonNode.Parse((string)request["body"]!)!["username"]!);
        (await live.AnswerAsync(request, new { status = 200, body = """{"hasBilling":false,"token":"from-the-laptop"}""" })).Expect(204);
        await install;
        var token = await live.RequestAsync("/api/v1/user/token");
        (await live.AnswerAsync(token, new { status = 200 })).Expect(204);
        var till = await tenant.OpenShopAsync();
        var asked = till.Caller.GetAsync("/terminal/v1/commodities?scanCode=46");
        var commodity = await live.RequestAsync("/api/v1/commodities?scanCode=46");
        Assert.Equal(("GET", "Bearer from-the-laptop"), ((string)commodity["method"]!, (string)commodity["headers"]!["Authorization"]!));
        (await live.AnswerAsync(commodity, new { status = 200, body = """{"name":"Tea"}""" })).Expect(204);
        Assert.Equal("Tea", (string)(await asked).Expect(200).Json["name"]!);
        Assert.Empty(Partner.Received);
    }

    [Fact]
    public async Task Who_does_not_answer_is_a_service_that_does_not_answer()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: false, ("Webhooks:Timeout", "00:00:00.300"));
        var tenant = await Tenant.CreateAsync(server.Http, AppOf(Partner));
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        using var live = await LiveStream.OpenAsync(tenant, "?forward=true");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-1"));
        var request = await live.RequestAsync(Receipts);

        var attempt = (await live.NextAsync("attempt", "receipts")).Data;
        Assert.Equal("no answer within 0.3 s", (string)attempt["error"]!);
        (await live.AnswerAsync(request, new { status = 200 })).Expect(404);
    }

    [Fact]
    public async Task What_was_on_its_way_when_the_stream_was_closed_goes_to_the_service_in_a_minute()
    {
        var tenant = await TellerAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        using (var live = await LiveStream.OpenAsync(tenant, "?forward=true"))
        {
            await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-1"));
            await live.RequestAsync(Receipts);
        }

        await tenant.SettleAsync();
        await tenant.TurnAsync(new { advance = "PT2M" });
        Assert.Equal(200, Assert.Single(Partner.At(Receipts)).Answered);
        var attempts = (await tenant.AttemptsAsync()).Where(attempt => (string)attempt["channel"]! == "receipts");
        Assert.Equal(["the stream that deliveries were forwarded to was closed", null], attempts.Select(attempt => (string?)attempt["error"]));
    }

    [Fact]
    public async Task Of_two_streams_the_one_opened_last_stands_in_and_one_of_an_owner_only_for_that_owner()
    {
        var (tenant, other) = (await TellerAsync(), await TellerAsync());
        await Server.ShareAppAsync(tenant, other);
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { name = "Shared" })).Expect(200); // Opens the lanes.
        var (till, otherTill) = (await tenant.OpenShopAsync(), await other.OpenShopAsync());
        await tenant.SettleAsync();
        await other.SettleAsync();
        using var first = await LiveStream.OpenAsync(tenant, "?forward=true");
        using var second = await LiveStream.OpenAsync(tenant, $"?forward=true&ownerId={tenant.OwnerId}");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "ours"));
        await otherTill.SendAsync(Goods.Document("SELL", "tea-1", 1, "theirs"));

        var (ours, theirs) = (await second.RequestAsync(Receipts), await first.RequestAsync(Receipts));
        Assert.Equal((tenant.OwnerId, other.OwnerId), ((string)ours["ownerId"]!, (string)theirs["ownerId"]!));
        (await first.AnswerAsync(ours, new { status = 200 }, other.Publisher)).Expect(404);
        (await first.AnswerAsync(ours, new { status = 200 })).Expect(204);
        (await first.AnswerAsync(theirs, new { status = 200 })).Expect(204);
    }

    [Fact]
    public async Task A_replay_to_another_address_goes_there()
    {
        var tenant = await TellerAsync();
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "d-1"));
        await tenant.SettleAsync();
        using var live = await LiveStream.OpenAsync(tenant, "?forward=true");
        await ReplayAsync(tenant, Partner.Url + "/elsewhere");
        await Partner.WaitAsync("the replay elsewhere", all => all.Any(told => told.Path == "/elsewhere"));

        await ReplayAsync(tenant, null);
        var request = await live.RequestAsync(Receipts);
        Assert.Equal(Partner.At("/elsewhere")[0].WebhookId, (string)request["headers"]!["webhook-id"]!);
        (await live.AnswerAsync(request, new { status = 200 })).Expect(204);
        await tenant.SettleAsync();
        Assert.Single(Partner.At(Receipts));
    }

    [Fact]
    public async Task Another_publisher_can_neither_look_on_nor_stand_in()
    {
        var (tenant, other) = (await TellerAsync(), await TellerAsync());
        (await other.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/events/stream?forward=true")).Expect(404);
        (await tenant.Owner.GetAsync($"/manage/v1/apps/{tenant.AppId}/events/stream?forward=true")).Expect(401);
    }

    [Theory]
    [InlineData("""{}""", "status")]
    [InlineData("""{"status":99}""", "status")]
    [InlineData("""{"status":600}""", "status")]
    [InlineData("""{"status":200,"headers":[]}""", "headers")]
    [InlineData("""{"status":200,"headers":{"a":1}}""", "headers")]
    [InlineData("""{"status":200,"headers":{"a":"b\r\nc"}}""", "headers")]
    [InlineData("""{"status":200,"body":{}}""", "body")]
    public async Task An_answer_that_is_none_is_refused_by_name(string body, string subject)
    {
        var tenant = await TellerAsync();
        var answer = await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/events/stream/{tenant.OwnerId}.x", body);
        Assert.Equal(subject, (string)answer.Expect(400).Json["violations"]![0]!["subject"]!);
    }

    [Fact]
    public async Task An_answer_that_nobody_waits_for_is_told_to_be_so()
    {
        var tenant = await TellerAsync();
        foreach (var id in new[] { "x", $"{tenant.OwnerId}.x", "01-999999999999999.x", "a.b.c" })
        {
            (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/events/stream/{id}", new { status = 200 })).Expect(404);
        }
    }

    private static async Task ReplayAsync(Tenant tenant, string? to) => (await tenant.Publisher.PostAsync(
        $"/manage/v1/apps/{tenant.AppId}/replays", new { since = "2020-01-01T00:00:00Z", channels = Channels, to })).Expect(202);

    /// <summary>Whose app is sent receipts and what an installation asks for, so that a stream brings nothing else.</summary>
    private Task<Tenant> TellerAsync(bool install = true) => Tenant.CreateAsync(Server.Http, AppOf(Partner), install);

    protected static object AppOf(PartnerService partner) => new
    {
        name = "Loyalty",
        serviceToken = Tenant.ServiceToken,
        urls = new
        {
            receipts = partner.Url + Receipts,
            userVerify = partner.Url + "/api/v1/user/verify",
            userToken = partner.Url + "/api/v1/user/token",
            commodities = partner.Url + "/api/v1/commodities",
        },
    };

    private static Task AuditedAsync(Tenant tenant, string what) => Patience.UntilAsync($"the audit says {what}", async () =>
        (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/audit")).Expect(200).Text.Contains(what, StringComparison.Ordinal));
}

public sealed class SqliteForwardTests : ForwardTests<SqliteFixture>;

public sealed class PostgreSqlForwardTests : ForwardTests<PostgreSqlFixture>
{
    [Fact]
    public async Task Any_node_sends_any_holds_the_stream_and_any_is_told_the_answer()
    {
        var store = new PostgreSqlFixture();
        await using var one = await ServerFixture.StartAsync(store);
        await using var two = await one.AddNodeAsync();
        var tenant = await Tenant.CreateAsync(one.Http, AppOf(Partner), install: false);
        foreach (var (holder, asked, told) in new[] { (one, two, one), (one, two, two), (two, one, one) })
        {
            using var live = await LiveStream.OpenAsync(tenant, "?forward=true", http: holder.Http);
            var install = new Caller(asked.Http, tenant.Owner.Token).PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { form = new { username = "a" } });
            var request = await live.RequestAsync("/api/v1/user/verify");
            (await live.AnswerAsync(request, new { status = 401, body = """{"errors":[{"code":1006}]}""" }, new Caller(told.Http, tenant.Publisher.Token))).Expect(204);
            Assert.Equal(401, (int)(await install).Expect(422).Json["partner"]!["status"]!);
        }

        Assert.Empty(Partner.Received);
    }
}
