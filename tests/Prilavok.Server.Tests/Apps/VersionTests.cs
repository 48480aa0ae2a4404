using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Apps;

/// <summary>Versions of apps: what may be done with them when, and whom they reach.</summary>
public abstract class VersionTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    private static readonly string[] Spelled = ["8 (900) 555-01-01"];

    [Fact]
    public async Task An_app_for_everybody_goes_through_its_whole_life()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true);
        var publisher = (await RegisterAsync(server, "publisher", "shop@example.test")).Caller;
        var (tester, testerId) = await RegisterAsync(server, "owner", "+7 900 555-01-01");
        var (owner, ownerId) = await RegisterAsync(server, "owner", "+7 900 555-01-02");

        var app = (await publisher.PostAsync("/manage/v1/apps", new { name = "Loyalty", trial = "P7D" })).Expect(201).Json;
        var (appId, version) = ((string)app["appId"]!, $"/manage/v1/apps/{app["appId"]}/versions/{app["versionId"]}");
        Assert.Equal(("DRAFT", "P7D"), ((string)app["status"]!, (string)app["trial"]!));
        Assert.Equal([appId], (await publisher.GetAsync("/manage/v1/apps")).Expect(200).Json["items"]!.AsArray().Select(item => (string)item!["appId"]!));
        Assert.Equal(("DRAFT", "TEST"), await PublishedAsync(publisher, appId));
        var testers = (await publisher.SendAsync(HttpMethod.Put, $"/manage/v1/apps/{appId}/testers", Caller.ContentOf(new { items = Spelled }))).Expect(200);
        Assert.Equal("""{"items":["79005550101"]}""", testers.Text);

        Assert.Empty(await OffersAsync(tester, testerId));
        (await publisher.PostAsync(version + "/test", "")).Expect(200);
        Assert.Equal([(appId, true)], await OffersAsync(tester, testerId));
        Assert.Empty(await OffersAsync(owner, ownerId));
        (await owner.PostAsync($"/manage/v1/owners/{ownerId}/apps/{appId}/installation", "{}")).Expect(404);
        (await tester.PostAsync($"/manage/v1/owners/{testerId}/apps/{appId}/installation", "{}")).Expect(201);

        var since = server.Store.Clock.GetUtcNow();
        var inReview = (await publisher.PostAsync(version + "/review", "")).Expect(200).Json;
        Assert.Equal(since.AddDays(7), Tenant.Time(inReview["reviewUntil"]!)); // Five working days, whatever the day.
        (await publisher.PostAsync(version + "/approve", "")).Expect(403);
        (await publisher.PostAsync(version + "/remarks", new { text = "No" })).Expect(403);
        server.Store.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await BrokenAsync(publisher, "order", HttpMethod.Post, version + "/publish");
        Assert.Equal(("REVIEW", "TEST"), await PublishedAsync(publisher, appId));
        server.Store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("APPROVED", "TEST"), await PublishedAsync(publisher, appId));
        Assert.Equal("APPROVED", (string)(await publisher.GetAsync(version)).Expect(200).Json["status"]!);
        (await publisher.PostAsync(version + "/publish", "")).Expect(200);

        Assert.Equal(("PUBLISHED", "PRODUCTION"), await PublishedAsync(publisher, appId));
        Assert.Equal([(appId, false)], await OffersAsync(tester, testerId));
        Assert.Equal([(appId, false)], await OffersAsync(owner, ownerId));
        (await owner.PostAsync($"/manage/v1/owners/{ownerId}/apps/{appId}/installation", "{}")).Expect(201);
    }

    [Fact]
    public async Task What_is_published_reaches_those_who_have_the_app_and_not_before()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var version = await DraftAsync(tenant);
        (await tenant.Publisher.PatchAsync(version, new { name = "Second", urls = new { receipts = Partner.Url + "/second" } })).Expect(200);
        await SellAsync(tenant, till);
        Assert.Equal((1, 0), (Partner.At(Receipts).Count, Partner.At("/second").Count));

        await PublishAsync(tenant, version);
        await SellAsync(tenant, till);

        Assert.Equal((1, 1), (Partner.At(Receipts).Count, Partner.At("/second").Count));
        Assert.Equal([("ARCHIVED", "SANDBOX", "Loyalty"), ("PUBLISHED", "SANDBOX", "Second")], await VersionsAsync(tenant));
        var deployment = (await tenant.Publisher.GetAsync($"/apps/{tenant.AppId}/installations/{tenant.OwnerId}/deployments/{till.DeviceId}")).Expect(200).Json;
        Assert.Equal(version.Split('/')[^1], (string)deployment["version_id"]!);
        Assert.Equal("Second", (string)(await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}")).Expect(200).Json["name"]!);
        (await tenant.Publisher.PostAsync(version + "/publish", "")).Expect(200);
    }

    [Fact]
    public async Task A_version_is_edited_while_it_is_a_draft_or_in_testing_and_locked_afterwards()
    {
        var tenant = await TenantAsync();
        var publisher = tenant.Publisher;
        var version = await DraftAsync(tenant);
        (await publisher.PostAsync(version + "/test", "")).Expect(200);

        var edited = (await publisher.PatchAsync(version, new { name = "Better" })).Expect(200).Json;
        Assert.Equal(("DRAFT", "Better"), ((string)edited["status"]!, (string)edited["settings"]!["name"]!));
        await BrokenAsync(publisher, "order", HttpMethod.Post, version + "/review");
        (await publisher.PostAsync(version + "/test", "")).Expect(200);
        (await publisher.PostAsync(version + "/review", "")).Expect(200);
        await BrokenAsync(publisher, "lockedInReview", HttpMethod.Patch, version, new { name = "Late" });

        (await publisher.PostAsync(version + "/remarks", new { })).Expect(400);
        var back = (await publisher.PostAsync(version + "/remarks", new { text = "The icon is missing." })).Expect(200).Json;
        Assert.Equal(("DRAFT", "The icon is missing."), ((string)back["status"]!, (string)back["remarks"]!));
        await PublishAsync(tenant, version);
        await BrokenAsync(publisher, "lockedWhenPublished", HttpMethod.Patch, version, new { name = "Late" });
        await BrokenAsync(publisher, "archivedForEver", HttpMethod.Post, FirstOf(tenant, await publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/versions")) + "/publish");
        (await publisher.PatchAsync(version, """{"name":7}""")).Expect(400);
        (await publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/versions/x")).Expect(404);
        (await publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/versions/x/test", "")).Expect(404);
    }

    [Fact]
    public async Task Two_versions_are_on_their_way_at_most_and_one_of_them_in_review()
    {
        var tenant = await TenantAsync();
        var (one, two) = (await DraftAsync(tenant), await DraftAsync(tenant));
        await BrokenAsync(tenant.Publisher, "twoUnpublished", HttpMethod.Post, $"/manage/v1/apps/{tenant.AppId}/versions");
        foreach (var path in new[] { one + "/test", two + "/test", one + "/review" })
        {
            (await tenant.Publisher.PostAsync(path, "")).Expect(200);
        }

        await BrokenAsync(tenant.Publisher, "oneInReview", HttpMethod.Post, two + "/review");
        (await tenant.Publisher.PostAsync(one + "/withdraw", "")).Expect(200);
        (await tenant.Publisher.PostAsync(two + "/review", "")).Expect(200);
        (await tenant.Publisher.PostAsync(one + "/archive", "")).Expect(200);
        await DraftAsync(tenant);
    }

    /// <summary>A version is made by a call without a body, and keeps settings of its own.</summary>
    [Fact]
    public async Task Versions_keep_so_much_together_and_then_there_is_no_new_one()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), settings: ("Apps:MostKept", "1000000"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "App" });
        var forms = new { verify = Enumerable.Range(0, 100).Select(i => new { name = $"f{i}", label = new string('x', 1900), type = "text" }) };
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { forms })).Expect(200);
        var (made, refused) = (0, default(Answer));
        while ((refused = await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/versions", null)).Status == 201)
        {
            (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/versions/{refused.Json["versionId"]}/archive", null)).Expect(200);
            Assert.InRange(++made, 1, 10);
        }

        Assert.Equal("tooMuchKept", (string)refused.Expect(409).Json["rule"]!);
        Assert.InRange(made, 4, 6);
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { name = "Still" })).Expect(200); // What is there may change.
    }

    [Fact]
    public async Task Plans_that_are_published_do_not_change_and_those_that_run_keep_their_price()
    {
        var plan = new { id = "base", price = 100, period = "P1M" };
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "Paid", plans = new[] { plan } }, install: false);
        (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), "{}")).Expect(201);
        var version = await DraftAsync(tenant);
        var dearer = new { plans = new[] { plan with { price = 200 } } };
        await BrokenAsync(tenant.Publisher, "publishedPlan", HttpMethod.Patch, version, dearer);
        (await tenant.Publisher.PatchAsync(version, new { plans = new[] { plan with { id = "other", price = 200 } } })).Expect(200);

        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", dearer)).Expect(200); // The sandbox's own way round.
        await PublishAsync(tenant, version);

        var offer = (await tenant.Owner.GetAsync(tenant.Manage("/apps"))).Expect(200).Json["items"]![0]!;
        Assert.Equal(("other", 100m), ((string)offer["plans"]![0]!["id"]!, (decimal)offer["installation"]!["subscription"]!["price"]!));
    }

    [Fact]
    public async Task Settings_of_an_app_for_everybody_are_changed_in_the_newest_version_that_can_be_edited()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true, ("Apps:ReviewDays", "0"));
        var publisher = (await RegisterAsync(server, "publisher", "shop@example.test")).Caller;
        var app = (await publisher.PostAsync("/manage/v1/apps", new { name = "First" })).Expect(201).Json;
        var path = $"/manage/v1/apps/{app["appId"]}";

        Assert.Equal("Changed", (string)(await publisher.PatchAsync(path, new { name = "Changed" })).Expect(200).Json["name"]!);
        foreach (var move in new[] { "test", "review", "publish" })
        {
            (await publisher.PostAsync($"{path}/versions/{app["versionId"]}/{move}", "")).Expect(200);
        }

        await BrokenAsync(publisher, "nothingToEdit", HttpMethod.Patch, path, new { name = "Late" });
        await BrokenAsync(publisher, "nothingToEdit", HttpMethod.Post, path + "/signing-secret");
        var second = (await publisher.PostAsync(path + "/versions", "")).Expect(201).Json;
        Assert.Equal((2, "DRAFT"), ((int)second["number"]!, (string)second["status"]!));
        var changed = (await publisher.PatchAsync(path, new { name = "Next" })).Expect(200).Json;
        Assert.Equal(((string)second["versionId"]!, "Next"), ((string)changed["versionId"]!, (string)changed["name"]!));
        Assert.Equal("Changed", (string)(await publisher.GetAsync(path)).Expect(200).Json["name"]!);
        (await publisher.PostAsync("/manage/v1/apps", new { })).Expect(400);
        (await publisher.PostAsync("/manage/v1/apps", "[]")).Expect(400);
        var wrong = (await publisher.PostAsync("/manage/v1/apps", """{"name":"","trial":"P0.5D"}""")).Expect(400).Json["violations"]!.AsArray();
        Assert.Equal(["name", "trial"], wrong.Select(violation => (string)violation!["subject"]!));
    }

    [Fact]
    public async Task Where_owners_keep_what_they_installed_changes_reach_them_with_the_next_installation()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: false, ("Apps:Update", "OnInstall"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty", urls = new { receipts = Partner.Url + "/one" }, proxy = new JsonArray(".*/old") });
        var till = await tenant.OpenShopAsync();
        var path = $"/manage/v1/apps/{tenant.AppId}";
        (await tenant.Publisher.PatchAsync(path, new { urls = new { receipts = Partner.Url + "/two" }, proxy = new JsonArray(".*/new") })).Expect(200);
        await SellAsync(tenant, till);
        Assert.Equal((1, 0), (Partner.At("/one").Count, Partner.At("/two").Count));
        (await till.Caller.GetAsync(Through("/new"))).Expect(403);
        Assert.NotEqual(403, (await till.Caller.GetAsync(Through("/old"))).Status);
        Assert.EndsWith("/two", (string)(await tenant.Publisher.GetAsync(path)).Expect(200).Json["urls"]!["receipts"]!, StringComparison.Ordinal);

        (await tenant.Owner.PatchAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), """{"devices":null}""")).Expect(200);
        await SellAsync(tenant, till);
        Assert.Equal((1, 1), (Partner.At("/one").Count, Partner.At("/two").Count));
        Assert.NotEqual(403, (await till.Caller.GetAsync(Through("/new"))).Status);

        var version = await DraftAsync(tenant);
        (await tenant.Publisher.PatchAsync(version, new { urls = new { receipts = Partner.Url + "/three" } })).Expect(200);
        await PublishAsync(tenant, version);
        await SellAsync(tenant, till);
        Assert.Equal((2, 0), (Partner.At("/two").Count, Partner.At("/three").Count));
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"))).Expect(204);
        (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), "{}")).Expect(201);
        await SellAsync(tenant, till);
        Assert.Equal((2, 1), (Partner.At("/two").Count, Partner.At("/three").Count));
    }

    /// <summary>What a tester has installed stays as it was put to the test while its publisher works on.</summary>
    [Fact]
    public async Task Where_owners_keep_what_they_installed_a_tester_does_not_see_a_draft()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: false, ("Apps:Update", "OnInstall"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var till = await tenant.OpenShopAsync();
        (await tenant.Publisher.SendAsync(HttpMethod.Put, $"/manage/v1/apps/{tenant.AppId}/testers", Caller.ContentOf(new { items = new[] { tenant.Login } }))).Expect(200);
        var version = await DraftAsync(tenant);
        await EditAsync("/one");
        (await tenant.Publisher.PostAsync(version + "/test", "")).Expect(200);
        await TickAsync();
        (await tenant.Publisher.PostAsync(version + "/withdraw", "")).Expect(200);
        await EditAsync("/two");
        await EditAsync("/three");
        await TickAsync(); // The store has the published version alone, which sends nothing.
        await SellAsync(tenant, till);
        Assert.Empty(Partner.Received);

        (await tenant.Publisher.PostAsync(version + "/test", "")).Expect(200);
        await TickAsync();
        await EditAsync("/four");
        await SellAsync(tenant, till);
        Assert.Equal(["/three"], Partner.Received.Select(received => received.Path));

        async Task EditAsync(string to) => (await tenant.Publisher.PatchAsync(version, new { urls = new { receipts = Partner.Url + to } })).Expect(200);
        async Task TickAsync() =>
            (await tenant.Owner.PatchAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), """{"devices":null}""")).Expect(200);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"items":"79005550101"}""")]
    [InlineData("""{"items":[7]}""")]
    [InlineData("""{"items":["nobody"]}""")]
    [InlineData("""{"items":["1","2","3","4","5","6"]}""")]
    public async Task Testers_that_cannot_be_are_refused(string body)
    {
        var tenant = await TenantAsync();

        var refused = (await tenant.Publisher.SendAsync(HttpMethod.Put, $"/manage/v1/apps/{tenant.AppId}/testers", Caller.ContentOf(body))).Expect(400);

        Assert.Equal("items", (string)refused.Json["violations"]![0]!["subject"]!);
        Assert.Equal("""{"items":[]}""", (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/testers")).Expect(200).Text);
    }

    [Fact]
    public async Task Goods_that_an_inventory_system_keeps_are_not_edited_on_terminals_of_its_shops()
    {
        var tenant = await TenantAsync();
        var (kept, free) = (await tenant.OpenShopAsync(), await tenant.OpenShopAsync());
        var goods = new JsonArray(Goods.V2("tea"));
        (await kept.Caller.PostAsync("/terminal/v1/products", goods.DeepClone())).Expect(200);
        var appId = await tenant.AddAppAsync(new { name = "Stock keeper", inventorySystem = true });

        var refused = (await kept.Caller.PostAsync("/terminal/v1/products", goods.DeepClone())).Expect(403);
        Assert.Contains("Stock keeper", (string)refused.Json["title"]!, StringComparison.Ordinal);
        (await tenant.Owner.PatchAsync(tenant.Manage($"/apps/{appId}/installation"), new { devices = new[] { kept.DeviceId } })).Expect(200);

        (await kept.Caller.PostAsync("/terminal/v1/products", goods.DeepClone())).Expect(403);
        (await free.Caller.PostAsync("/terminal/v1/products", goods.DeepClone())).Expect(200);
        await tenant.UploadAsync(kept.StoreId, "tea");
        await kept.SendAsync(Goods.Document("SELL", "tea", 1));
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/apps/{appId}/installation"))).Expect(204);
        (await kept.Caller.PostAsync("/terminal/v1/products", goods.DeepClone())).Expect(200);
    }

    private static async Task<(Caller Caller, string Id)> RegisterAsync(ServerFixture server, string kind, string login)
    {
        var opened = (await new Caller(server.Http).PostAsync("/manage/v1/register", new { kind, login, password = "Sesame-0pen" })).Expect(201).Json;
        return (new Caller(server.Http, (string)opened["token"]!), (string)opened["id"]!);
    }

    /// <returns>The apps an owner sees, and which are in development.</returns>
    private static async Task<IEnumerable<(string, bool)>> OffersAsync(Caller owner, string ownerId) =>
        (await owner.GetAsync($"/manage/v1/owners/{ownerId}/apps")).Expect(200).Json["items"]!.AsArray()
            .Select(item => ((string)item!["appId"]!, (bool?)item["inDevelopment"] ?? false));

    private static async Task<(string Status, string Environment)> PublishedAsync(Caller publisher, string appId)
    {
        var app = (await publisher.GetAsync($"/apps/{appId}")).Expect(200).Json;
        Assert.Single((await publisher.GetAsync($"/apps?status={app["status"]}&environment={app["environment"]}")).Expect(200).Json["items"]!.AsArray());
        return ((string)app["status"]!, (string)app["environment"]!);
    }

    private static async Task<IEnumerable<(string, string, string)>> VersionsAsync(Tenant tenant) =>
        (await tenant.Publisher.GetAsync($"/apps/{tenant.AppId}/versions")).Expect(200).Json["items"]!.AsArray()
            .Select(item => ((string)item!["status"]!, (string)item["environment"]!, (string)item["name"]!));

    /// <returns>The path of a new draft.</returns>
    private static async Task<string> DraftAsync(Tenant tenant)
    {
        var all = $"/manage/v1/apps/{tenant.AppId}/versions";
        return $"{all}/{(await tenant.Publisher.PostAsync(all, "")).Expect(201).Json["versionId"]}";
    }

    private static string FirstOf(Tenant tenant, Answer versions) =>
        $"/manage/v1/apps/{tenant.AppId}/versions/{versions.Expect(200).Json["items"]![0]!["versionId"]}";

    private static async Task PublishAsync(Tenant tenant, string version)
    {
        foreach (var move in new[] { "test", "review", "approve", "publish" })
        {
            (await tenant.Publisher.PostAsync($"{version}/{move}", "")).Expect(200);
        }
    }

    private static async Task SellAsync(Tenant tenant, Till till)
    {
        await till.SendAsync(Goods.Document("SELL", "tea", 1));
        await tenant.SettleAsync();
    }

    private static async Task BrokenAsync(Caller caller, string rule, HttpMethod method, string path, object? body = null)
    {
        var refused = (await caller.SendAsync(method, path, body is null ? null : Caller.ContentOf(body))).Expect(409);
        Assert.Equal(rule, (string)refused.Json["rule"]!);
        Assert.NotEmpty((string)refused.Json["title"]!);
    }

    private string Through(string path) => "/terminal/v1/proxy?url=" + Uri.EscapeDataString(Partner.Url + path);
}

public sealed class SqliteVersionTests : VersionTests<SqliteFixture>;

public sealed class PostgreSqlVersionTests : VersionTests<PostgreSqlFixture>;
