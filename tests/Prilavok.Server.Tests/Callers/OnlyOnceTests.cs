using System.Text.Json.Nodes;
using Prilavok.Server.Callers;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Callers;

/// <summary>A POST with a key is carried out once.</summary>
public abstract class OnlyOnceTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_call_sent_again_under_its_key_is_answered_as_the_first_was_and_done_once()
    {
        var tenant = await TenantAsync();
        var first = (await MakeAsync(tenant, "a", "Corner shop")).Expect(201);
        var again = (await MakeAsync(tenant, "a", "Corner shop")).Expect(201);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal((null, "true"), (first.Header(OnlyOnce.Repeated), again.Header(OnlyOnce.Repeated)));
        Assert.Equal(first.ContentHeaders.ContentType, again.ContentHeaders.ContentType);
        Assert.Equal(1, await CountAsync(tenant));
        (await MakeAsync(tenant, "b", "Corner shop")).Expect(201);
        Assert.Equal(2, await CountAsync(tenant));
    }

    [Fact]
    public async Task The_key_of_another_call_is_refused()
    {
        var tenant = await TenantAsync();
        (await MakeAsync(tenant, "a", "Corner shop")).Expect(201);

        var refused = (await MakeAsync(tenant, "a", "Market")).Expect(422);

        Assert.Equal(OnlyOnce.Header, (string)refused.Json["violations"]![0]!["subject"]!);
        (await KeyedAsync(tenant.Owner, tenant.Manage("/employees"), "a", new { name = "Corner shop" })).Expect(422);
        Assert.Equal(1, await CountAsync(tenant));
    }

    [Fact]
    public async Task Of_many_that_come_at_once_one_is_carried_out()
    {
        var tenant = await TenantAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => MakeAsync(tenant, "a", "Corner shop")));

        Assert.All(answers, answer => Assert.True(answer.Status is 201 or 409, answer.Text));
        Assert.Single(answers, answer => answer.Status == 201 && answer.Header(OnlyOnce.Repeated) is null);
        Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer.Text).Distinct());
        Assert.Equal(1, await CountAsync(tenant));
    }

    [Fact]
    public async Task A_key_belongs_to_its_caller()
    {
        var (one, other) = (await TenantAsync(), await TenantAsync());
        (await MakeAsync(one, "a", "Corner shop")).Expect(201);
        (await MakeAsync(other, "a", "Market")).Expect(201);
    }

    [Fact]
    public async Task A_refusal_is_an_answer_too()
    {
        var tenant = await TenantAsync();
        var first = (await MakeAsync(tenant, "a", "")).Expect(400);
        var again = (await MakeAsync(tenant, "a", "")).Expect(400);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal("true", again.Header(OnlyOnce.Repeated));
    }

    [Fact]
    public async Task Who_is_not_let_in_uses_up_no_key()
    {
        var tenant = await TenantAsync();
        (await KeyedAsync(Anybody, tenant.Manage("/stores"), "a", new { name = "Corner shop" })).Expect(401);
        Assert.Null((await MakeAsync(tenant, "a", "Corner shop")).Expect(201).Header(OnlyOnce.Repeated));
    }

    [Fact]
    public async Task Goods_of_v2_are_made_once()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var path = $"/stores/{till.StoreId}/products";
        var product = new { name = "Tea", price = 10, measure_name = "шт", tax = "NO_VAT", type = "NORMAL", allow_to_sell = true };

        var first = (await KeyedAsync(tenant.App, path, "a", product)).Expect(200);
        var again = (await KeyedAsync(tenant.App, path, "a", product)).Expect(200);

        Assert.Equal(first.Text, again.Text);
        var refused = (await KeyedAsync(tenant.App, path, "a", new { name = "Coffee" })).Expect(422);
        Assert.Equal("key_reused", (string)refused.Json["code"]!);
        Assert.Single((await tenant.App.GetAsync(path)).Expect(200).Json["items"]!.AsArray());
    }

    /// <summary>A call without a body must not fill the disk: what it answers may be as long as all settings of an app.</summary>
    [Fact]
    public async Task An_answer_that_is_far_longer_than_its_call_is_not_kept_and_the_call_is_done_once_all_the_same()
    {
        var tenant = await TenantAsync();
        var forms = new { verify = Enumerable.Range(0, 60).Select(i => new { name = $"f{i}", label = new string('x', 1900), type = "text" }) };
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { forms })).Expect(200);
        var path = $"/manage/v1/apps/{tenant.AppId}/versions";

        var first = (await KeyedAsync(tenant.Publisher, path, "a", new { })).Expect(201);
        Assert.True(first.Bytes.Length > 70_000, $"{first.Bytes.Length}");
        var again = (await KeyedAsync(tenant.Publisher, path, "a", new { })).Expect(409);

        Assert.Contains("too long to be kept", (string)again.Json["violations"]![0]!["reason"]!, StringComparison.Ordinal);
        Assert.Equal(2, (await tenant.Publisher.GetAsync(path)).Expect(200).Json["items"]!.AsArray().Count);
        await using var connection = await Server.Store.OpenAsync();
        Assert.InRange(await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "SELECT MAX(LENGTH(answer)) FROM keyed_calls WHERE call_key = 'a'"), 1, 300_000);
    }

    [Fact]
    public async Task An_answer_as_long_as_its_call_is_kept()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var goods = new JsonArray([.. Enumerable.Range(0, 400).Select(i => (JsonNode)Goods.V2($"tea-{i}"))]);

        var first = (await KeyedAsync(tenant.App, $"/stores/{till.StoreId}/products", "a", goods)).Expect(200);
        Assert.True(first.Bytes.Length > 70_000, $"{first.Bytes.Length}");
        Assert.Equal(first.Text, (await KeyedAsync(tenant.App, $"/stores/{till.StoreId}/products", "a", goods)).Expect(200).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData("long")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var tenant = await TenantAsync();
        var refused = (await MakeAsync(tenant, key == "long" ? new string('k', 256) : key, "Corner shop")).Expect(400);
        Assert.Equal(OnlyOnce.Header, (string)refused.Json["violations"]![0]!["subject"]!);
        Assert.Equal(0, await CountAsync(tenant));
        (await MakeAsync(tenant, new string('k', 255), "Corner shop")).Expect(201);
    }

    [Fact]
    public async Task A_key_is_free_again_after_a_day()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true);
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        (await MakeAsync(tenant, "a", "Corner shop")).Expect(201);
        server.Store.Clock.Advance(TimeSpan.FromHours(23));
        Assert.NotNull((await MakeAsync(tenant, "a", "Corner shop")).Expect(201).Header(OnlyOnce.Repeated));
        server.Store.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Null((await MakeAsync(tenant, "a", "Market")).Expect(201).Header(OnlyOnce.Repeated));
    }

    private static Task<Answer> MakeAsync(Tenant tenant, string key, string name) =>
        KeyedAsync(tenant.Owner, tenant.Manage("/stores"), key, new { name });

    private static Task<Answer> KeyedAsync(Caller caller, string path, string key, object body) =>
        caller.SendAsync(HttpMethod.Post, path, Caller.ContentOf(body), (OnlyOnce.Header, key));

    private static async Task<int> CountAsync(Tenant tenant) =>
        ((JsonArray)(await tenant.Owner.GetAsync(tenant.Manage("/stores"))).Expect(200).Json["items"]!).Count;
}

public sealed class SqliteOnlyOnceTests : OnlyOnceTests<SqliteFixture>;

public sealed class PostgreSqlOnlyOnceTests : OnlyOnceTests<PostgreSqlFixture>;
