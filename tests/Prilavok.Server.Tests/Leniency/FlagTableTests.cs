using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Publisher;
using Prilavok.Server.Wire;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Leniency;

/// <summary>
/// Every flag of every surface is read alike, and what is no flag is told under its name. What does not show in an answer is only
/// asked whether it was taken.
/// </summary>
public sealed class FlagTableTests : ServerTests<SqliteFixture>
{
    private static readonly (string Json, bool Meant)[] Spellings =
    [
        ("true", true), ("\"true\"", true), ("\"True\"", true), ("\"TRUE\"", true), ("1", true), ("1.0", true), ("\"1\"", true),
        ("false", false), ("\"false\"", false), ("\"False\"", false), ("\"FALSE\"", false), ("0", false), ("\"0\"", false),
    ];

    private static readonly string[] NoFlags = ["\"yes\"", "\"falsch\"", "\"да\"", "2", "-1", "1e400", "[]", "[true]", "{}"];

    /// <summary>What is sent, and what it shows that it was taken for.</summary>
    private static readonly Dictionary<string, Flag> Table = new()
    {
        ["v1 group"] = OfV1("group", (answer, _) => answer["group"]),
        ["v1 allowToSell"] = OfV1("allowToSell", (answer, _) => answer["allowToSell"]),
        ["v1 hasVariants"] = OfV1("hasVariants", (answer, _) => answer["hasVariants"], isGroup: true),
        ["v1 editable of a scheme"] = OfScheme("editable", """[{"uuid":"s","appId":"a","items":[{"title":"Size","editable":$,"uuid":"f","type":"TEXT_FIELD"}]}]"""),
        ["v1 multiple of a scheme"] = OfScheme("multiple", """[{"uuid":"s","appId":"a","items":[{"title":"Size","multiple":$,"uuid":"f","type":"DICTIONARY_FIELD","items":[]}]}]"""),
        ["v2 allow_to_sell"] = OfV2("allow_to_sell"),
        ["v2 is_excisable"] = OfV2("is_excisable"),
        ["v2 is_age_limited"] = OfV2("is_age_limited"),
        ["active of a hook"] = OfHook("active", """{"events":["document"],"active":$,"config":{"url":"https://a.test/"}}""", hook => hook["active"]),
        ["insecure_ssl of a hook"] = OfHook("insecure_ssl", """{"events":["document"],"config":{"url":"https://a.test/","insecure_ssl":$}}""", hook => hook["config"]!["insecure_ssl"]),
        ["group of a terminal's goods"] = new("group", async (s, json) =>
        {
            var product = Goods.V2("p").ToJsonString();
            return await s.Till.Caller.PostAsync("/terminal/v1/products", $"[{product[..^1]},\"group\":{json}}}]");
        }, async s => (await s.Tenant.App.GetAsync($"/stores/{s.Till.StoreId}/product-groups/p")).Status == 200),
        ["ordered of an app"] = OfApp("ordered"),
        ["signing of an app"] = OfApp("signing"),
        ["inventorySystem of an app"] = OfApp("inventorySystem"),
        ["initialSync of an app"] = OfApp("initialSync"),
        ["perDevice of a plan"] = new(
            "perDevice",
            (s, json) => s.Tenant.Publisher.PatchAsync($"/manage/v1/apps/{s.Tenant.AppId}", $$$"""{"plans":[{"id":"p","price":1,"period":"P1M","perDevice":{{{json}}}}]}"""),
            async s => (bool?)(await AppAsync(s))["plans"]![0]!["perDevice"]),
        ["dryRun of a replay"] = new(
            "dryRun",
            (s, json) => s.Tenant.Publisher.PostAsync($"/manage/v1/apps/{s.Tenant.AppId}/replays", $$"""{"since":"2026-01-01T00:00:00Z","dryRun":{{json}}}"""),
            async s => (await s.Tenant.Publisher.GetAsync($"/manage/v1/apps/{s.Tenant.AppId}/replays")).Expect(200).Json["items"]!.AsArray().Count == 0),
        ["cookie of a log-in"] = new(
            "cookie",
            async (s, json) => s.Last = await s.Tenant.Sandbox.PostAsync("/manage/v1/login", $$"""{"login":"{{s.Tenant.Login}}","password":"{{s.Tenant.Password}}","cookie":{{json}}}"""),
            s => Task.FromResult<bool?>(s.Last!.Header("Set-Cookie") is not null)),
        ["install of a tenant"] = new(
            "install",
            async (s, json) => s.Last = await s.Tenant.Sandbox.PostAsync("/sandbox/tenants", $$$"""{"seed":"empty","install":{{{json}}},"app":{"name":"A"}}"""),
            s => Task.FromResult<bool?>(s.Last!.Json["apps"]![0]!["token"] is not null)),
        ["install of an app"] = new(
            "install",
            async (s, json) => s.Last = await s.Tenant.Sandbox.PostAsync($"/sandbox/tenants/{s.Tenant.OwnerId}/apps", $$"""{"name":"A","install":{{json}}}"""),
            s => Task.FromResult<bool?>(s.Last!.Json["token"] is not null)),
        ["toNext of a clock"] = new("toNext", (s, json) => s.Tenant.Sandbox.PostAsync($"/sandbox/tenants/{s.Tenant.OwnerId}/clock", $$"""{"toNext":{{json}}}"""), null),
    };

    public static TheoryData<string> Names { get; } = [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_read_in_every_spelling(string name)
    {
        var flag = Table[name];
        foreach (var (json, meant) in Spellings)
        {
            var scene = await SceneAsync();
            var answer = await flag.Send(scene, json);
            Assert.DoesNotContain(Flags.Expected, answer.Text, StringComparison.Ordinal);
            if (flag.Shown is { } shown)
            {
                Assert.InRange(answer.Status, 200, 202);
                Assert.True(await shown(scene) == meant, $"{json} was not taken for {meant}: {answer.Text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_none_is_told_and_taken_for_nothing(string name)
    {
        var flag = Table[name];
        var scene = await SceneAsync();
        foreach (var json in NoFlags)
        {
            var answer = await flag.Send(scene, json);
            Assert.True(IsTold(answer, flag.Member), $"{json}: {answer.Status} {answer.Text} {answer.Header("X-Products-Violations")}");
        }
    }

    [Theory]
    [InlineData("true", 200)]
    [InlineData("TRUE", 200)]
    [InlineData("1", 200)]
    [InlineData("yes", 400)]
    [InlineData("falsch", 400)]
    [InlineData("2", 400)]
    [InlineData("true&forward=true", 400)]
    public async Task A_flag_in_a_query_is_one_too(string text, int status)
    {
        var tenant = await TenantAsync();

        var answer = await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/events/stream?forward={text}");

        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 || answer.Text.Contains("forward", StringComparison.Ordinal), answer.Text);
    }

    [Fact]
    public async Task Whoever_may_only_read_may_say_in_every_spelling_that_nothing_is_taken_over()
    {
        var tenant = await TenantAsync();
        var made = await tenant.Publisher.PostAsync("/manage/v1/tokens", """{"name":"Reader","scopes":["delivery:read"]}""");
        var reader = tenant.Publisher with { Token = (string)made.Expect(201).Json["token"]! };
        foreach (var (text, status) in new[] { ("false", 400), ("False", 400), ("0", 400), ("true", 403), ("True", 403), ("1", 403), ("odd", 403) })
        {
            (await reader.GetAsync($"/manage/v1/apps/{tenant.AppId}/events/stream?forward={text}&channel=odd")).Expect(status);
        }
    }

    private static bool IsTold(Answer answer, string member) =>
        (answer.Status == 400 && answer.Text.Contains(member, StringComparison.Ordinal))
        || (answer.Header("X-Products-Violations") is { } violations && violations.Contains($"\"{member}\"", StringComparison.Ordinal));

    private static Flag OfV1(string member, Func<JsonNode, string, JsonNode?> shown, bool isGroup = false) => new(
        member,
        (s, json) =>
        {
            var product = Goods.V1("p");
            product["group"] = isGroup;
            product[member] = "$";
            return s.Tenant.App.PostAsync($"/api/v1/inventories/stores/{s.Till.StoreId}/products", $"[{product.ToJsonString().Replace("\"$\"", json, StringComparison.Ordinal)}]");
        },
        async s => (bool?)shown((await s.Tenant.App.GetAsync($"/api/v1/inventories/stores/{s.Till.StoreId}/products")).Expect(200).Json[0]!, member));

    private static Flag OfV2(string member) => new(
        member,
        (s, json) =>
        {
            var product = Goods.V2("p");
            product[member] = "$";
            var body = Caller.ContentOf(product.ToJsonString().Replace("\"$\"", json, StringComparison.Ordinal));
            return s.Tenant.App.SendAsync(HttpMethod.Put, $"/stores/{s.Till.StoreId}/products/p", body);
        },
        async s => (bool?)(await s.Tenant.App.GetAsync($"/stores/{s.Till.StoreId}/products/p")).Expect(200).Json[member]);

    private static Flag OfScheme(string member, string body) => new(
        member,
        (s, json) => s.Tenant.App.PostAsync($"/api/v1/inventories/stores/{s.Till.StoreId}/products/schemes", body.Replace("$", json, StringComparison.Ordinal)),
        async s => (bool?)(await s.Tenant.App.GetAsync($"/api/v1/inventories/stores/{s.Till.StoreId}/products/schemes")).Expect(200).Json[0]!["items"]![0]![member]);

    private static Flag OfHook(string member, string body, Func<JsonNode, JsonNode?> shown) => new(
        member,
        async (s, json) => s.Last = await s.Tenant.Publisher.PostAsync(
            $"/apps/{s.Tenant.AppId}/versions/{await s.Tenant.VersionAsync()}/hooks", body.Replace("$", json, StringComparison.Ordinal)),
        s => Task.FromResult((bool?)shown(s.Last!.Json)));

    private static Flag OfApp(string member) => new(
        member,
        (s, json) => s.Tenant.Publisher.PatchAsync($"/manage/v1/apps/{s.Tenant.AppId}", $$"""{"{{member}}":{{json}}}"""),
        async s => (bool?)(await AppAsync(s))[member]);

    private static async Task<JsonNode> AppAsync(Scene s) => (await s.Tenant.Publisher.GetAsync($"/manage/v1/apps/{s.Tenant.AppId}")).Expect(200).Json;

    private async Task<Scene> SceneAsync()
    {
        var tenant = await TenantAsync();
        return new Scene(tenant, await tenant.OpenShopAsync());
    }

    private sealed record Scene(Tenant Tenant, Till Till)
    {
        public Answer? Last { get; set; }
    }

    /// <param name="Member">Under which it is told.</param>
    /// <param name="Shown">What it was taken for; null where nothing shows it.</param>
    private sealed record Flag(string Member, Func<Scene, string, Task<Answer>> Send, Func<Scene, Task<bool?>>? Shown);
}
