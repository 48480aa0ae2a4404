using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>Subscriptions of an app's version.</summary>
public abstract class HooksTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Whole = """
        {"events":["document","store"],"config":{"url":"https://partner.test/hook","secret":"s3cret","content_type":"V2","insecure_ssl":true},"active":false}
        """;

    protected override bool IsStill => true;

    [Theory]
    [InlineData("/apps")]
    [InlineData("/api/apps")]
    public async Task A_hook_is_made_read_replaced_changed_and_removed(string root)
    {
        var tenant = await TenantAsync();
        var hooks = $"{root}/{tenant.AppId}/versions/{await tenant.VersionAsync()}/hooks";
        var made = await tenant.Publisher.PostAsync(hooks, Whole);
        var one = $"{hooks}/{(string)made.Expect(200).Json["id"]!}";

        var shapes = Masked.Text(
            made,
            await tenant.Publisher.GetAsync(hooks),
            await tenant.Publisher.GetAsync(one),
            await tenant.Publisher.PatchAsync(one, """{"active":true,"config":{"insecure_ssl":null}}"""),
            await tenant.Publisher.PostAsync(one, """{"events":["product-image","token","token"],"config":{}}"""),
            await tenant.Publisher.DeleteAsync(one),
            await tenant.Publisher.GetAsync(one),
            await tenant.Publisher.DeleteAsync(one));

        await Snapshot.MatchAsync(shapes.Replace(root, "…", StringComparison.Ordinal), "hooks.txt");
    }

    [Theory]
    [InlineData("{}", "events: must not be null", "config: must not be null")]
    [InlineData("[]", ": must be an object")]
    [InlineData("""{"events":null,"config":null}""", "events: must not be null", "config: must not be null")]
    [InlineData("""{"events":[],"config":{}}""", "events: must not be empty")]
    [InlineData("""{"events":"store","config":[]}""", "events: must be an array", "config: must be an object")]
    [InlineData("""{"events":["store","Store"],"config":{}}""", "events: unknown value")]
    [InlineData("""{"events":[null],"config":{}}""", "events: unknown value")]
    [InlineData(
        """{"events":["store"],"config":{"content_type":"V1","url":"ftp://x","insecure_ssl":"yes"},"active":2}""",
        "active: must be true or false", "config.content_type: unknown value", "config.url: must be a URL", "config.insecure_ssl: must be true or false")]
    [InlineData("""{"events":["store"],"config":{"url":"partner.test/hook"}}""", "config.url: must be a URL")]
    [InlineData("""{"events":["store"],"config":{"url":7,"secret":{}}}""", "config.url: must be a string", "config.secret: must be a string")]
    public async Task A_hook_that_cannot_be_is_refused_with_all_that_is_wrong(string body, params string[] violations)
    {
        var tenant = await TenantAsync();
        var hooks = $"/apps/{tenant.AppId}/versions/{await tenant.VersionAsync()}/hooks";
        var one = $"{hooks}/{(string)(await tenant.Publisher.PostAsync(hooks, Whole)).Expect(200).Json["id"]!}";

        foreach (var path in new[] { hooks, one })
        {
            var answer = (await tenant.Publisher.PostAsync(path, body)).Expect(400).Json;
            Assert.Equal("validation_failed", (string)answer["code"]!);
            Assert.Equal(violations, answer["violations"]!.AsArray().Select(violation => $"{violation!["subject"]}: {violation["reason"]}"));
        }

        Assert.False((bool)(await tenant.Publisher.GetAsync(one)).Expect(200).Json["active"]!);
    }

    [Fact]
    public async Task A_secret_has_at_most_a_hundred_characters()
    {
        var tenant = await TenantAsync();
        var hooks = $"/apps/{tenant.AppId}/versions/{await tenant.VersionAsync()}/hooks";

        (await tenant.Publisher.PostAsync(hooks, WithSecret(100))).Expect(200);
        var answer = await tenant.Publisher.PostAsync(hooks, WithSecret(101));

        Assert.Equal("config.secret", (string)answer.Expect(400).Json["violations"]![0]!["subject"]!);

        static string WithSecret(int length) => """{"events":["store"],"config":{"secret":"S"}}""".Replace("S\"", new string('s', length) + "\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hooks_belong_to_a_version_of_ones_own_app()
    {
        var (mine, other) = (await TenantAsync(), await TenantAsync());
        var version = await mine.VersionAsync();
        var made = (string)(await mine.Publisher.PostAsync($"/apps/{mine.AppId}/versions/{version}/hooks", Whole)).Expect(200).Json["id"]!;

        (await other.Publisher.GetAsync($"/apps/{mine.AppId}/versions/{version}/hooks/{made}")).Expect(404);
        (await other.Publisher.DeleteAsync($"/apps/{other.AppId}/versions/{await other.VersionAsync()}/hooks/{made}")).Expect(404);
        (await mine.Publisher.PostAsync($"/apps/{mine.AppId}/versions/other/hooks", Whole)).Expect(404);
        (await mine.Publisher.PatchAsync($"/apps/{mine.AppId}/versions/{version}/hooks/{made}", "{}")).Expect(200);
    }
}

public sealed class SqliteHooksTests : HooksTests<SqliteFixture>;

public sealed class PostgreSqlHooksTests : HooksTests<PostgreSqlFixture>;
