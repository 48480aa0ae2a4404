using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>From a service to its part on a terminal, and the answer back.</summary>
public abstract class PushesTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Imei = "860000000000001";

    protected override bool IsStill => true;

    [Theory]
    [InlineData("/apps")]
    [InlineData("/api/apps")]
    public async Task A_push_goes_its_way_in_the_approved_shapes(string root)
    {
        var tenant = await TenantAsync();
        var (till, second) = (await tenant.OpenShopAsync(), await tenant.OpenShopAsync());

        var sent = await tenant.Publisher.PostAsync(
            tenant.Pushes("", root), new { devices = new[] { till.DeviceId, second.DeviceId }, payload = new { text = "Чай" } });
        var one = tenant.Pushes("/" + (string)sent.Expect(202).Json["id"]!, root);
        await till.ChangesAsync(0);
        var running = await tenant.Publisher.GetAsync(one);
        await AnswerAsync(till, sent, """{"status":"DELIVERED","reply":{"seen" : [true,1.50]}}""");
        await AnswerAsync(second, sent, """{"status":"REJECTED"}""");

        await Snapshot.MatchAsync(
            Masked.Text(sent, running, await tenant.Publisher.GetAsync(one)).Replace(root, "…", StringComparison.Ordinal), "pushes.txt");
    }

    [Fact]
    public async Task A_waiting_terminal_gets_the_push_that_is_for_it()
    {
        var tenant = await TenantAsync();
        var (till, other) = (await tenant.OpenShopAsync(), await tenant.OpenShopAsync());
        var (_, next) = await till.ChangesAsync(0);

        var waiting = till.ChangesAsync(next, wait: 30);
        var sent = await SendAsync(tenant, till, """{ "b" : 1.50,  "a":"\u0447 \n" }""");
        var (changes, after) = await waiting;

        var change = Assert.Single(changes);
        Assert.Equal(("push", next + 1), ((string)change["kind"]!, (long)change["seq"]!));
        Assert.Equal((string)sent.Expect(202).Json["id"]!, (string)change["id"]!);
        Assert.Equal(tenant.AppId, (string)change["data"]!["appId"]!);
        Assert.Equal(Tenant.Time(sent.Json["details"]![0]!["active_till"]!), Tenant.Time(change["data"]!["activeTill"]!));
        Assert.Equal(next + 1, after);
        Assert.Empty((await other.ChangesAsync(next)).Changes);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"x\"")]
    [InlineData("[]")]
    [InlineData("false")]
    [InlineData("{ \"n\" : 1.50 ,\n \"m\":null}")]
    public async Task Any_payload_and_any_reply_arrive_as_they_were_sent(string json)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();

        var sent = await SendAsync(tenant, till, json);
        Assert.Contains($"\"payload\":{json}", (await till.Caller.GetAsync("/terminal/v1/changes")).Expect(200).Text, StringComparison.Ordinal);
        await AnswerAsync(till, sent, $$"""{"status":"DELIVERED","reply":{{json}}}""");

        Assert.Contains($"\"reply\":{json}", (await FindAsync(tenant, sent)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_terminal_is_named_in_the_path_by_id_or_imei()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await Server.SetImeiAsync(tenant, till, Imei);

        foreach (var (root, device) in new[] { ("/apps", Imei), ("/api/apps", till.DeviceId.ToLowerInvariant()) })
        {
            var sent = await tenant.Publisher.PostAsync(
                $"{root}/{tenant.AppId}/devices/{device}/push-notifications", new { payload = 1, devices = "are not asked for" });

            Assert.Equal(till.DeviceId, (string)Assert.Single(sent.Expect(202).Json["details"]!.AsArray())!["device_id"]!);
        }

        Assert.Equal(2, (await till.ChangesAsync(0)).Changes.Count(change => (string)change["kind"]! == "push"));
    }

    [Theory]
    [InlineData("active_until", "\"2030-01-01T00:00:00.000+0000\"")]
    [InlineData("active_till", "\"2030-01-01T00:00:00Z\"")]
    [InlineData("activeUntil", "\"2030-01-01T03:00:00+03:00\"")]
    [InlineData("active_untill", "1893456000000")]
    [InlineData("activeTill", "1893456000000")]
    public async Task The_end_is_taken_in_every_spelling(string name, string value)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();

        var sent = await tenant.Publisher.PostAsync(
            $"/apps/{tenant.AppId}/devices/{till.DeviceId}/push-notifications", $$"""{"payload":1,"{{name}}":{{value}}}""");

        Assert.Equal("2030-01-01T00:00:00.000+0000", (string)sent.Expect(202).Json["details"]![0]!["active_till"]!);
    }

    [Fact]
    public async Task A_push_that_nobody_answers_is_over_after_two_days_of_the_owners_clock()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.TurnAsync(new { advance = "P10D" });
        var sent = await SendAsync(tenant, till, "1");
        var createdAt = Tenant.Time(sent.Expect(202).Json["details"]![0]!["created_at"]!);
        Assert.Equal(createdAt + TimeSpan.FromDays(2), Tenant.Time(sent.Json["details"]![0]!["active_till"]!));

        await tenant.TurnAsync(new { advance = "PT47H59M59S" });
        Assert.Equal("ACCEPTED", (string)(await FindAsync(tenant, sent)).Json["status"]!);
        await tenant.TurnAsync(new { advance = "PT1S" });

        var over = (await FindAsync(tenant, sent)).Json;
        Assert.Equal(("COMPLETED", "EXPIRED"), ((string)over["status"]!, (string)over["details"]![0]!["status"]!));
        Assert.Equal(createdAt + TimeSpan.FromDays(2), Tenant.Time(over["modified_at"]!));
        Assert.DoesNotContain((await till.ChangesAsync(0)).Changes, change => (string)change["kind"]! == "push");
        (await till.Caller.PostAsync($"/terminal/v1/pushes/{sent.Json["id"]}", new { status = "DELIVERED" })).Expect(409);
    }

    [Fact]
    public async Task A_terminal_that_reads_anew_gets_only_what_it_has_not_answered()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var (first, second) = (await SendAsync(tenant, till, "1"), await SendAsync(tenant, till, "2"));
        await till.ChangesAsync(0);
        await AnswerAsync(till, first, """{"status":"REJECTED","reply":null}""");

        var pushes = (await till.ChangesAsync(0)).Changes.Where(change => (string)change["kind"]! == "push");

        Assert.Equal((string)second.Json["id"]!, (string)Assert.Single(pushes)["id"]!);
    }

    [Fact]
    public async Task Unknown_terminals_are_told_word_for_word_as_documented()
    {
        var (tenant, stranger) = (await TenantAsync(), await TenantAsync());
        var strange = await stranger.OpenShopAsync();
        var till = await tenant.OpenShopAsync();

        var answer = await tenant.Publisher.PostAsync(tenant.Pushes(), new { devices = new[] { till.DeviceId, "nowhere" }, payload = 1 });
        Assert.Equal(
            """{"code":"unknown_device","message":"device with specified id not found","violations":[{"reason":"device not found: nowhere","subject":"device_id"}]}""",
            answer.Expect(422).Text);
        (await tenant.Publisher.PostAsync($"/apps/{tenant.AppId}/devices/nowhere/push-notifications", new { payload = 1 })).Expect(422);
        Assert.Equal(
            """{"code":"payment_required","message":"the app is not installed or not paid","violations":[]}""",
            (await tenant.Publisher.PostAsync(tenant.Pushes(), new { devices = new[] { strange.DeviceId }, payload = 1 })).Expect(402).Text);
        (await tenant.App.PostAsync(tenant.Pushes(), new { devices = new[] { strange.DeviceId }, payload = 1 })).Expect(422);
        Assert.DoesNotContain((await till.ChangesAsync(0)).Changes, change => (string)change["kind"]! == "push");
    }

    [Theory]
    [InlineData("[]", ": must be an object")]
    [InlineData("{}", "devices: must not be null", "payload: must not be null")]
    [InlineData("""{"devices":null,"payload":null}""", "devices: must not be null", "payload: must not be null")]
    [InlineData("""{"devices":"x","payload":1,"active_till":"soon"}""", "active_till: invalid value", "devices: must be an array")]
    [InlineData("""{"devices":[],"payload":1}""", "devices: size must be between 1 and 100")]
    [InlineData("""{"devices":[null,"",{}],"payload":1}""",
        "devices[0]: must not be null", "devices[1]: invalid value", "devices[2]: invalid value")]
    [InlineData("""{"devices":["a","A"],"payload":1}""", "devices: must only contain unique elements")]
    [InlineData("""{"devices":["a"],"payload":1,"active_until":99999999999999999}""", "active_until: invalid value")]
    public async Task A_push_that_cannot_be_is_refused_with_all_that_is_wrong(string body, params string[] violations)
    {
        var tenant = await TenantAsync();

        var answer = (await tenant.Publisher.PostAsync(tenant.Pushes(), body)).Expect(400).Json;

        Assert.Equal(violations, answer["violations"]!.AsArray().Select(violation => $"{violation!["subject"]}: {violation["reason"]}"));
    }

    [Fact]
    public async Task Too_many_terminals_too_large_payloads_and_ends_in_the_past_are_refused()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var path = $"/apps/{tenant.AppId}/devices/{till.DeviceId}/push-notifications";

        (await tenant.Publisher.PostAsync(tenant.Pushes(), new { devices = Enumerable.Range(0, 101), payload = 1 })).Expect(400);
        (await tenant.Publisher.PostAsync(tenant.Pushes(), new { devices = Enumerable.Range(0, 100), payload = 1 })).Expect(422);
        (await tenant.Publisher.PostAsync(path, new { payload = new string('x', 65_534) })).Expect(202);
        (await tenant.Publisher.PostAsync(path, new { payload = new string('x', 65_535) })).Expect(400);
        await tenant.TurnAsync(new { advance = "P1D" });
        var past = await tenant.Publisher.PostAsync(path, new { payload = 1, active_till = Server.Store.Clock.GetUtcNow().AddHours(23) });
        Assert.Equal(
            """{"code":"validation_failed","message":"validation failed for specified payload","violations":[{"reason":"must be a future date","subject":"active_till"}]}""",
            past.Expect(400).Text);
    }

    [Fact]
    public async Task The_service_of_one_owner_pushes_with_its_cloud_token_and_sees_only_that_owners_part()
    {
        var (tenant, other) = (await TenantAsync(), await TenantAsync());
        await Server.ShareAppAsync(tenant, other);
        var (till, second) = (await tenant.OpenShopAsync(), await other.OpenShopAsync());

        (await tenant.App.PostAsync(tenant.Pushes(), new { devices = new[] { till.DeviceId }, payload = 1 })).Expect(202);
        (await tenant.App.PostAsync(tenant.Pushes(), new { devices = new[] { second.DeviceId }, payload = 1 })).Expect(422);
        var both = await tenant.Publisher.PostAsync(tenant.Pushes(), new { devices = new[] { second.DeviceId, till.DeviceId }, payload = 1 });

        var one = tenant.Pushes("/" + (string)both.Expect(202).Json["id"]!);
        Assert.Equal(2, (await tenant.Publisher.GetAsync(one)).Expect(200).Json["details"]!.AsArray().Count);
        Assert.Equal(till.DeviceId, (string)Assert.Single((await tenant.App.GetAsync(one)).Expect(200).Json["details"]!.AsArray())!["device_id"]!);
        Assert.Contains((await second.ChangesAsync(0)).Changes, change => (string)change["kind"]! == "push");
        (await other.Publisher.GetAsync(one)).Expect(404);
        (await other.Publisher.GetAsync(other.Pushes("/" + (string)both.Json["id"]!))).Expect(404);
    }

    [Fact]
    public async Task A_terminal_answers_for_itself_and_once()
    {
        var tenant = await TenantAsync();
        var (till, other) = (await tenant.OpenShopAsync(), await tenant.OpenShopAsync());
        var sent = await SendAsync(tenant, till, "1");
        var path = $"/terminal/v1/pushes/{sent.Expect(202).Json["id"]}";

        (await other.Caller.PostAsync(path, new { status = "DELIVERED" })).Expect(404);
        foreach (var body in new[] { "{}", "[]", "null", """{"status":"delivered"}""", """{"status":1}""", """{"status":"EXPIRED"}""" })
        {
            Assert.Contains(
                "status", (await till.Caller.PostAsync(path, body)).Expect(400).Json["violations"]!.AsArray().Select(violation => (string)violation!["subject"]!));
        }

        (await till.Caller.PostAsync(path, new { status = "DELIVERED", reply = new string('x', 65_535) })).Expect(400);
        (await till.Caller.PostAsync(path, new { status = "DELIVERED" })).Expect(204);
        (await till.Caller.PostAsync(path, new { status = "DELIVERED" })).Expect(204);
        (await till.Caller.PostAsync(path, new { status = "REJECTED" })).Expect(409);
        (await tenant.Publisher.PostAsync(path, new { status = "DELIVERED" })).Expect(401);
        Assert.Equal("DELIVERED", (string)(await FindAsync(tenant, sent)).Json["details"]![0]!["status"]!);
    }

    private static Task<Answer> SendAsync(Tenant tenant, Till till, string payload) =>
        tenant.Publisher.PostAsync(tenant.Pushes(), $$"""{"devices":["{{till.DeviceId}}"],"payload":{{payload}}}""");

    private static async Task<Answer> FindAsync(Tenant tenant, Answer sent) =>
        (await tenant.Publisher.GetAsync(tenant.Pushes("/" + (string)sent.Json["id"]!))).Expect(200);

    private static async Task AnswerAsync(Till till, Answer sent, string body) =>
        (await till.Caller.PostAsync($"/terminal/v1/pushes/{sent.Expect(202).Json["id"]}", body)).Expect(204);
}

public sealed class SqlitePushesTests : PushesTests<SqliteFixture>;

public sealed class PostgreSqlPushesTests : PushesTests<PostgreSqlFixture>;
