using System.Globalization;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>
/// Receivers that mean harm, at every place that calls out: each call ends in words, what is read of the answer has a bound, and the
/// server goes on. (Bounds of memory are asserted by the durability runner, for a process of its own.)
/// </summary>
public sealed class HostileReceiverTests
{
    private const string TooLong = "502 The service answered with more than 5000000 bytes.";
    private const string Senseless = "422 The service answered without a token that can be used.";
    private const string Late = "the head of the answer did not end within 5 s";
    private const string TooManyHeaders = "the head of the answer is longer than 64 KB";
    private const string Delivered = "200 arrived";

    /// <summary>Most that is taken of an answer, with what lies in the buffers of two sockets.</summary>
    private const long MostTaken = 8_000_000;

    /// <summary>The proxy passes answers on, up to 5 MB.</summary>
    private const long MostPassed = 16_000_000;

    /// <param name="told">What becomes of a webhook that is answered with 200 in this way: of any channel, and of a replay.</param>
    /// <param name="refused">Of one that is answered with 503.</param>
    /// <param name="signIn">What the owner reads who installs the app.</param>
    /// <param name="proxied">What a terminal gets.</param>
    [Theory]
    [InlineData(Hostility.EndlessBody, Delivered, "503 answered 503", Senseless, TooLong)]
    [InlineData(Hostility.DrippingHead, Late, Late, "422 The service did not answer in time: the head of the answer did not end within 5 s; try again later.", "504 The service did not answer in time: the head of the answer did not end within 5 s.")]
    [InlineData(Hostility.DrippingBody, Delivered, "503 answered 503", "422 The service did not answer in time: the answer did not end within 5 s; try again later.", "504 The service did not answer in time: the answer did not end within 5 s.")]
    [InlineData(Hostility.GzipBomb, Delivered, "503 answered 503", Senseless, TooLong)]
    [InlineData(Hostility.ManyHeaders, TooManyHeaders, TooManyHeaders, "422 The service gave no answer that can be read: the head of the answer is longer than 64 KB; try again later.", "502 The service gave no answer that can be read: the head of the answer is longer than 64 KB.")]
    [InlineData(Hostility.Reset, Delivered, "503 answered 503", "422 The service broke its answer off: the connection was reset in the middle of the answer; try again later.", "502 The service broke its answer off: the connection was reset in the middle of the answer.")]
    [InlineData(Hostility.Markup, Delivered, "503 answered 503", Senseless, "200")]
    [InlineData(Hostility.Redirect, "302 answered 302", "302 answered 302", "422 The service refused with status 302.", "302")]
    public async Task Whatever_a_receiver_does_each_call_ends_in_words_and_with_a_bound(
        Hostility kind, string told, string refused, string signIn, string proxied)
    {
        using var gateway = HostileServer.Start(kind);
        await using var server = await ServerFixture.StartAsync(
            new SqliteFixture(), settings: [("Webhooks:Timeout", "00:00:05"), ("Proxy:Timeout", "00:00:05"), ("Accounts:MessagesUrl", gateway.Url + "/messages")]);
        await using var partner = await PartnerService.StartAsync();
        var scene = new Stage(server, partner, kind);

        var outcomes = await Task.WhenAll(
            scene.MeetAsync("stores", 200, scene.EntityAsync),
            scene.MeetAsync("stores, refused", 503, scene.EntityAsync),
            scene.MeetAsync("userToken", 200, victim => scene.InstallationAsync(victim, "userToken")),
            scene.MeetAsync("installation", 200, victim => scene.InstallationAsync(victim, "installation")),
            scene.MeetAsync("replay", 200, scene.ReplayAsync),
            scene.MeetAsync("userVerify", 200, victim => scene.SignInAsync(victim, "verify")),
            scene.MeetAsync("userCreate", 200, victim => scene.SignInAsync(victim, "create")),
            scene.MeetAsync("commodities", 200, scene.CommodityAsync),
            scene.MeetAsync("proxy", 200, scene.ProxyAsync, MostPassed),
            AskForMessageAsync(server, gateway));

        Assert.Equal(
            [
                $"stores: {told}",
                $"stores, refused: {refused}",
                $"userToken: {told}",
                $"installation: {told}",
                $"replay: {(told == Delivered ? "done, 1 sent" : "done, 0 sent, " + told.Replace("302 ", "", StringComparison.Ordinal))}",
                $"userVerify: {signIn}",
                $"userCreate: {signIn}",
                "commodities: 404 No app of the owner knows this code.",
                $"proxy: {proxied}",
                "messages: asked",
            ],
            outcomes);

        // Who means well is served as if the others were not there.
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(partner));
        await tenant.AddStoreAsync();
        await tenant.SettleAsync();
        Assert.Equal(200, (int)Assert.Single(await tenant.AttemptsAsync())["statusCode"]!);
        Assert.DoesNotContain(partner.Received, received => received.Path.Contains("trap", StringComparison.Ordinal));
        Assert.Empty(server.Errors);
    }

    /// <summary>A person forgot the password, and the operator's own gateway misbehaves.</summary>
    private static async Task<string> AskForMessageAsync(ServerFixture server, HostileServer gateway)
    {
        var anybody = new Caller(server.Http);
        (await anybody.PostAsync("/manage/v1/register", new { kind = "publisher", login = "a@example.test", password = "Sesame-0pen" })).Expect(201);
        (await anybody.PostAsync("/manage/v1/password-reset", new { kind = "publisher", login = "a@example.test" })).Expect(202);
        await Stage.AssertBoundAsync("messages", gateway, MostTaken);
        return "messages: asked";
    }

    /// <summary>Owners whose apps call one hostile receiver each.</summary>
    private sealed class Stage(ServerFixture server, PartnerService partner, Hostility kind)
    {
        private static readonly string[] Stores = ["stores"];

        public async Task<string> MeetAsync(string surface, int status, Func<HostileServer, Task<string>> meet, long most = MostTaken)
        {
            using var hostile = HostileServer.Start(kind, status);
            var outcome = await meet(hostile);
            await AssertBoundAsync(surface, hostile, most);
            return $"{surface}: {outcome}";
        }

        public static async Task AssertBoundAsync(string surface, HostileServer hostile, long most)
        {
            await hostile.Left.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System); // Only so that a test that waits for what never comes ends.
            Assert.True(hostile.Requests > 0, $"{surface} called nobody");
            Assert.True(hostile.Sent <= most * hostile.Requests, $"{surface} took {hostile.Sent} bytes of {hostile.Requests} answers");
            Assert.True(hostile.Trapped == 0, $"{surface} followed a redirect");
        }

        public async Task<string> EntityAsync(HostileServer hostile)
        {
            var tenant = await TenantAsync(new { stores = hostile.Url });
            await tenant.AddStoreAsync();
            await tenant.SettleAsync();
            return OutcomeOf(await tenant.AttemptsAsync(), "stores");
        }

        public async Task<string> InstallationAsync(HostileServer hostile, string channel)
        {
            var tenant = await TenantAsync(new JsonObject { ["userVerify"] = partner.Url + "/api/v1/user/verify", [channel] = hostile.Url }, install: false);
            await tenant.InstallAsync();
            await tenant.SettleAsync();
            return OutcomeOf(await tenant.AttemptsAsync(), channel);
        }

        public async Task<string> ReplayAsync(HostileServer hostile)
        {
            var tenant = await TenantAsync(new { stores = partner.Url });
            await tenant.AddStoreAsync();
            await tenant.SettleAsync();
            var order = new { since = "2020-01-01T00:00:00Z", channels = Stores, to = hostile.Url };
            var id = (string)(await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/replays", order)).Expect(202).Json["id"]!;
            await tenant.SettleAsync();
            var replay = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/replays/{id}")).Expect(200).Json;
            return $"{(string)replay["state"]!}, {(int)replay["sent"]!} sent" + ((string?)replay["lastError"] is { } error ? $", {error}" : "");
        }

        public async Task<string> SignInAsync(HostileServer hostile, string account)
        {
            var tenant = await TenantAsync(new { userVerify = hostile.Url, userCreate = hostile.Url }, install: false);
            var answer = await tenant.Owner.PostAsync(
                tenant.Manage($"/apps/{tenant.AppId}/installation"), new { account, form = new { username = "anna" } });
            return Text(answer);
        }

        public async Task<string> CommodityAsync(HostileServer hostile)
        {
            var till = await (await TenantAsync(new { commodities = hostile.Url })).OpenShopAsync();
            return Text(await till.Caller.GetAsync("/terminal/v1/commodities?scanCode=1"));
        }

        public async Task<string> ProxyAsync(HostileServer hostile)
        {
            var tenant = await Tenant.CreateAsync(server.Http, new { name = "App", proxy = new JsonArray("http://.*") });
            var till = await tenant.OpenShopAsync();
            using var stays = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Http.BaseAddress };
            return Text(await (till.Caller with { Http = stays }).GetAsync("/terminal/v1/proxy?url=" + Uri.EscapeDataString(hostile.Url + "/")));
        }

        private Task<Tenant> TenantAsync(object urls, bool install = true) => Tenant.CreateAsync(server.Http, new { name = "App", urls }, install);

        private static string OutcomeOf(IReadOnlyList<JsonNode> attempts, string channel)
        {
            var attempt = Assert.Single(attempts, attempt => (string)attempt["channel"]! == channel);
            Assert.True(((string?)attempt["response"])?.Length is null or <= 4096, "too much is kept of the answer");
            return string.Create(CultureInfo.InvariantCulture, $"{(int?)attempt["statusCode"]} {(string?)attempt["error"] ?? "arrived"}").TrimStart();
        }

        private static string Text(Answer answer) =>
            string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {(answer.Status < 400 ? "" : (string?)answer.JsonOrNull()?["title"])}").TrimEnd();
    }
}
