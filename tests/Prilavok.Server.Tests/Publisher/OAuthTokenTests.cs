using System.Text;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>How publishers get in.</summary>
public abstract class OAuthTokenTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Client = "Basic bXktY2xpZW50Om15LXNlY3JldA==";

    [Fact]
    public async Task The_form_of_today_lets_a_publisher_in()
    {
        var tenant = await TenantAsync();
        var app = await tenant.SandboxAppAsync();

        var answer = await PostFormAsync($"type=LOGIN&grant_type=password&client_id=Evo-UI&{Credentials(app)}&2fa_confirmation=");

        var pair = answer.Expect(200).Json;
        Assert.Equal(["access_token", "token_type", "refresh_token", "expires_in", "scope"], pair.AsObject().Select(member => member.Key));
        Assert.Equal("bearer", (string)pair["token_type"]!);
        Assert.Equal(1799, (int)pair["expires_in"]!);
        Assert.Equal(
            ["push-notification:write", "event:read", "app:read", "installation:read", "deployment:read", "hook:read", "hook:write"],
            ((string)pair["scope"]!).Split(' '));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        await OpensAsync(pair, tenant);
    }

    [Fact]
    public async Task The_query_of_2018_lets_a_publisher_in_and_back_in()
    {
        var tenant = await TenantAsync();
        var app = await tenant.SandboxAppAsync();

        var first = (await Anybody.SendAsync(
            HttpMethod.Post, $"/oauth/token?grant_type=password&{Credentials(app)}", null, ("Authorization", Client))).Expect(200).Json;
        var again = (await Anybody.SendAsync(
            HttpMethod.Post, $"/oauth/token?grant_type=refresh_token&refresh_token={first["refresh_token"]}", null, ("Authorization", Client)))
            .Expect(200).Json;

        await OpensAsync(first, tenant);
        await OpensAsync(again, tenant);
        Assert.NotEqual((string)first["refresh_token"]!, (string)again["refresh_token"]!);
        Assert.NotEqual((string)first["access_token"]!, (string)again["access_token"]!);
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_brought_again_ends_what_came_of_it()
    {
        var tenant = await TenantAsync();
        var first = (await PostFormAsync("grant_type=password&" + Credentials(await tenant.SandboxAppAsync()))).Expect(200).Json;
        var second = (await RefreshAsync(first)).Expect(200).Json;
        await OpensAsync(second, tenant);

        Assert.Equal("invalid_grant", (string)(await RefreshAsync(first)).Expect(400).Json["error"]!);

        (await RefreshAsync(second)).Expect(400);
        foreach (var pair in new[] { first, second })
        {
            (await (tenant.Publisher with { Token = (string)pair["access_token"]! }).GetAsync("/apps")).Expect(401);
        }

        Task<Answer> RefreshAsync(JsonNode pair) => PostFormAsync($"grant_type=refresh_token&refresh_token={pair["refresh_token"]}");
    }

    [Fact]
    public async Task Where_the_operator_says_so_a_refresh_token_is_good_until_it_is_over()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: ("Publisher:RotateRefreshTokens", "false"));
        var app = await (await Tenant.CreateAsync(server.Http, new { name = "Loyalty" })).SandboxAppAsync();
        using var form = Form("grant_type=password&" + Credentials(app));
        var first = (await new Caller(server.Http).SendAsync(HttpMethod.Post, "/oauth/token", form)).Expect(200).Json;
        for (var i = 0; i < 3; i++)
        {
            var again = await new Caller(server.Http).SendAsync(HttpMethod.Post, $"/oauth/token?grant_type=refresh_token&refresh_token={first["refresh_token"]}");
            Assert.Equal((string)first["refresh_token"]!, (string)again.Expect(200).Json["refresh_token"]!);
        }
    }

    [Theory]
    [InlineData("", 400, "invalid_request")]
    [InlineData("grant_type=", 400, "invalid_request")]
    [InlineData("grant_type=password", 400, "invalid_request")]
    [InlineData("grant_type=password&username=a", 400, "invalid_request")]
    [InlineData("grant_type=refresh_token", 400, "invalid_request")]
    [InlineData("grant_type=password&username=nobody&password=x", 400, "invalid_grant")]
    [InlineData("grant_type=password&username=%ff%fe&password=x", 400, "invalid_grant")]
    [InlineData("grant_type=refresh_token&refresh_token=nobody's", 400, "invalid_grant")]
    [InlineData("grant_type=authorization_code&code=x", 400, "unsupported_grant_type")]
    [InlineData("grant_type=PASSWORD&username=a&password=b", 400, "unsupported_grant_type")]
    public async Task What_does_not_let_in_says_why_in_the_words_of_OAuth(string form, int status, string error)
    {
        Answer[] answers = [await PostFormAsync(form), await Anybody.SendAsync(HttpMethod.Post, "/oauth/token?" + form)];
        foreach (var answer in answers)
        {
            Assert.Equal(["error", "error_description"], answer.Expect(status).Json.AsObject().Select(member => member.Key));
            Assert.Equal(error, (string)answer.Json["error"]!);
        }
    }

    [Theory]
    [InlineData("grant_type=password&username=a%00b&password=%00")]
    [InlineData("grant_type=refresh_token&refresh_token=nobody's%00")]
    public async Task Zero_characters_do_not_let_in(string form)
    {
        Assert.Equal("invalid_request", (string)(await PostFormAsync(form)).Expect(400).Json["error"]!);
        (await Anybody.SendAsync(HttpMethod.Post, "/oauth/token?" + form)).Expect(400);
    }

    [Fact]
    public async Task A_wrong_password_and_anothers_tokens_do_not_let_in()
    {
        var tenant = await TenantAsync();
        var app = await tenant.SandboxAppAsync();
        var pair = (await PostFormAsync("grant_type=password&" + Credentials(app))).Expect(200).Json;

        (await PostFormAsync($"grant_type=password&username={app["publisherLogin"]}&password=wrong")).Expect(400);
        foreach (var token in new[] { (string)pair["access_token"]!, tenant.Publisher.Token!, tenant.App.Token!, tenant.Owner.Token! })
        {
            Assert.Equal("invalid_grant", (string)(await PostFormAsync($"grant_type=refresh_token&refresh_token={token}")).Expect(400).Json["error"]!);
        }

        (await new Caller(Server.Http, (string)pair["refresh_token"]!).GetAsync("/apps")).Expect(401);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic %%%")]
    [InlineData("Basic bm9jb2xvbg==")]
    public async Task A_client_that_cannot_be_read_is_refused(string header)
    {
        var answer = await Anybody.SendAsync(HttpMethod.Post, "/oauth/token?grant_type=password", null, ("Authorization", header));

        Assert.Equal("invalid_client", (string)answer.Expect(401).Json["error"]!);
        Assert.Equal("Basic realm=\"oauth\"", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Bodies_that_are_no_form_and_forms_elsewhere_are_refused()
    {
        using var parts = new MultipartFormDataContent { { new StringContent("password"), "grant_type" } };
        (await Anybody.SendAsync(HttpMethod.Post, "/oauth/token", parts)).Expect(415);
        (await PostFormAsync(string.Join('&', Enumerable.Range(0, 1500).Select(i => $"a{i}=b")))).Expect(400);
        (await PostFormAsync(new string('a', 17_000) + "=b")).Expect(413);
        using var form = Form("grant_type=password");
        var tenant = await TenantAsync();
        (await tenant.Publisher.SendAsync(HttpMethod.Post, tenant.Pushes(), form)).Expect(415);
        (await Anybody.GetAsync("/oauth/token")).Expect(405);
    }

    [Fact]
    public async Task An_access_token_stops_opening_on_time()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true);
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var app = await tenant.SandboxAppAsync();
        using var form = Form("grant_type=password&" + Credentials(app));
        var pair = (await new Caller(server.Http).SendAsync(HttpMethod.Post, "/oauth/token", form)).Expect(200).Json;
        var caller = new Caller(server.Http, (string)pair["access_token"]!);
        (await caller.GetAsync("/apps")).Expect(200);

        server.Store.Clock.Advance(TimeSpan.FromSeconds((int)pair["expires_in"]!));

        (await caller.GetAsync("/apps")).Expect(401);
        (await tenant.Publisher.GetAsync("/apps")).Expect(200);
    }

    private static async Task OpensAsync(JsonNode pair, Tenant tenant)
    {
        var caller = tenant.Publisher with { Token = (string)pair["access_token"]! };
        Assert.Equal(tenant.AppId, (string)(await caller.GetAsync("/apps")).Expect(200).Json["items"]![0]!["app_id"]!);
    }

    private static string Credentials(JsonNode app) =>
        $"username={Uri.EscapeDataString((string)app["publisherLogin"]!)}&password={Uri.EscapeDataString((string)app["publisherPassword"]!)}";

    private async Task<Answer> PostFormAsync(string form)
    {
        using var content = Form(form);
        return await Anybody.SendAsync(HttpMethod.Post, "/oauth/token", content);
    }

    private static StringContent Form(string form) => new(form, Encoding.UTF8, "application/x-www-form-urlencoded");
}

public sealed class SqliteOAuthTokenTests : OAuthTokenTests<SqliteFixture>;

public sealed class PostgreSqlOAuthTokenTests : OAuthTokenTests<PostgreSqlFixture>;
