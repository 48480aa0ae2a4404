using Microsoft.Extensions.Options;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Routes;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Callers;

/// <summary>Which pages of other origins a browser lets call what.</summary>
public sealed class CrossOriginTests
{
    private const string Shop = "https://shop.example";
    private const string Editor = "http://localhost:4200";

    [Theory]
    [InlineData("", "", Editor, "*")]
    [InlineData("", Shop, Editor, "*")]
    [InlineData("false", $"{Shop}; {Editor}/", Editor, Editor)]
    [InlineData("false", Shop, Shop, Shop)]
    [InlineData("false", "*", Editor, "*")]
    [InlineData("false", Shop, Editor, null)]
    [InlineData("false", Shop, "http://shop.example", null)]
    [InlineData("false", Shop, "null", null)]
    [InlineData("false", "", Editor, null)]
    public async Task Only_REST_v1_and_v2_are_called_from_other_origins_and_without_cookies(string sandbox, string origins, string origin, string? allowed)
    {
        await using var server = await StartAsync(sandbox, origins);
        var (wrong, open) = (new List<string>(), 0);
        foreach (var route in server.Routes)
        {
            var path = RouteCall.PathOf(route, (_, _) => "x");
            var isRest = Door.Of(route).Kind == DoorKind.App;
            var method = route.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            (string, string)[] asking =
                [("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "x-authorization,content-type,if-none-match")];
            var preflight = await new Caller(server.Http).SendAsync(HttpMethod.Options, path, null, asking);
            var real = await new Caller(server.Http).SendAsync(new HttpMethod(method), path, null, ("Origin", origin));
            var expected = isRest ? allowed : null;
            open += expected is null ? 0 : 1;
            if (preflight.Header("Access-Control-Allow-Origin") != expected || real.Header("Access-Control-Allow-Origin") != expected
                || preflight.Header("Access-Control-Allow-Credentials") is not null || real.Header("Access-Control-Allow-Credentials") is not null)
            {
                wrong.Add($"{path}: {preflight.Status} {preflight.Header("Access-Control-Allow-Origin")}, {real.Status} {real.Header("Access-Control-Allow-Origin")}");
            }
            else if (expected is not null && (preflight.Status, AllowsAll(preflight, method), real.Header("Access-Control-Expose-Headers")?.Contains("ETag", StringComparison.Ordinal)) is not (204, true, true))
            {
                wrong.Add($"{path}: {preflight.Status} {preflight.Headers} {real.Headers}");
            }
        }

        Assert.Equal("", string.Join('\n', wrong));
        Assert.Equal(allowed is null, open == 0);
    }

    [Theory]
    [InlineData("//sandbox/demo")]
    [InlineData("/%73andbox/demo")]
    [InlineData("/stores/../sandbox/demo")]
    [InlineData("/stores/%2e%2e/sandbox/demo")]
    [InlineData("/stores/%2F/%2e%2e/%2e%2e/sandbox/demo")]
    [InlineData("/Sandbox/demo")]
    [InlineData("/storesandbox")]
    public async Task No_spelling_of_a_path_opens_what_is_closed(string path)
    {
        await using var server = await StartAsync("", "*");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.TryAddWithoutValidation("Origin", Editor);

        using var answer = await server.Http.SendAsync(request);

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"), answer.ToString());
        Assert.NotEqual(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Answers_and_refusals_are_readable_to_the_page()
    {
        await using var server = await StartAsync("", "");
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "App" });
        using var broken = Caller.ContentOf("{");
        using var packed = Caller.ContentOf("{}");
        packed.Headers.TryAddWithoutValidation("Content-Encoding", "nothing");

        foreach (var answer in new[]
        {
            (await tenant.App.SendAsync(HttpMethod.Get, "/stores", null, ("Origin", Editor))).Expect(200),
            (await tenant.App.SendAsync(HttpMethod.Post, "/suppliers", broken, ("Origin", Editor))).Expect(400),
            (await tenant.App.SendAsync(HttpMethod.Post, "/suppliers", packed, ("Origin", Editor))).Expect(415),
            (await tenant.App.SendAsync(HttpMethod.Get, "/stores/nothing", null, ("Origin", Editor))).Expect(404),
            (await tenant.App.SendAsync(HttpMethod.Get, "/stores", null, ("Origin", Editor), ("Accept", "text/html"))).Expect(406),
        })
        {
            Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("shop.example")]
    [InlineData("https://shop.example/page")]
    [InlineData("ftp://shop.example")]
    public async Task What_is_no_origin_stops_the_server_at_its_start(string origins)
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("", origins));

        Assert.Contains($"Prilavok:Cors:Origins holds {origins}", e.Message, StringComparison.Ordinal);
    }

    private static readonly string[] Asked = ["x-authorization", "content-type", "if-none-match"];

    private static bool AllowsAll(Answer preflight, string method) =>
        preflight.Header("Access-Control-Allow-Methods")?.Split(',').Contains(method) is true
        && preflight.Header("Access-Control-Allow-Headers") is { } headers
        && Asked.All(name => headers.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static Task<ServerFixture> StartAsync(string sandbox, string origins)
    {
        (string, string)[] settings = [("Cors:Origins", origins), .. sandbox.Length > 0 ? [("Sandbox", sandbox)] : Array.Empty<(string, string)>()];
        return ServerFixture.StartAsync(new SqliteFixture(), settings: settings);
    }
}
