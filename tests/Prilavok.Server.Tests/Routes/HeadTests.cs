using System.Globalization;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>Wherever GET is answered, HEAD is: with the same status, the same headers and no body.</summary>
public abstract class HeadTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>They tell of the moment, or of how the body is cut for the way.</summary>
    private static readonly string[] Passing = ["Date", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Transfer-Encoding"];

    /// <summary>Their bodies, and with them their lengths, are never the same twice.</summary>
    private static readonly string[] Moving = ["metrics", "manage.deliveries.list", "manage.lanes.list", "sandbox.tenants.find", "sandbox.demo"];

    private static readonly (string, string)[] Streams = [("Accept", "application/stream+json")];

    /// <summary>Of what is there, of what is not, and to whom nobody knows.</summary>
    [Fact]
    public async Task Every_route_answers_HEAD_as_it_answers_GET()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var routes = Server.Routes.Where(route => Samples.MethodOf(route) == HttpMethod.Get && !route.Name().StartsWith("terminal.proxy", StringComparison.Ordinal)).ToList();
        Assert.True(routes.Count > 60, $"Only {routes.Count} routes were found.");

        var wrong = new List<string>();
        foreach (var route in routes)
        {
            var caller = account.For(Door.Of(route).Kind);
            await CompareAsync(caller, RouteCall.PathOf(route, (_, name) => account.ValueOf(route, name)) + Samples.QueryOf(route, account), []);
            await CompareAsync(caller, RouteCall.PathOf(route, (_, _) => "nothing"), []);
            await CompareAsync(new Caller(Server.Http), RouteCall.PathOf(route, (_, _) => "nothing"), []);

            async Task CompareAsync(Caller who, string path, (string, string)[] headers)
            {
                var get = await who.SendAsync(HttpMethod.Get, path, null, headers);
                var head = await who.SendAsync(HttpMethod.Head, path, null, headers);
                var (expected, got) = (Told(get, route.Name()), Told(head, route.Name()));
                if (expected != got || head.Bytes.Length > 0)
                {
                    wrong.Add($"{route.Name()} {path}: GET\n{expected}\nHEAD\n{got}\n{head.Text}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Fact]
    public async Task What_waits_or_goes_on_for_ever_is_answered_at_once_and_takes_nothing_over()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: ("Publisher:Streams", "1"));
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        var (publisher, till) = (tenant.Publisher, await tenant.OpenShopAsync());
        var live = $"/manage/v1/apps/{tenant.AppId}/events/stream";

        // None of them ends by itself; none of them keeps a place.
        for (var i = 0; i < 3; i++)
        {
            (await publisher.SendAsync(HttpMethod.Head, live)).Expect(200);
            (await publisher.SendAsync(HttpMethod.Head, live + "?forward=true")).Expect(200);
            var stream = (await publisher.SendAsync(HttpMethod.Head, $"/api/apps/{tenant.AppId}/events", null, Streams)).Expect(200);
            Assert.Equal("application/stream+json", stream.ContentHeaders.ContentType?.MediaType);
            (await till.Caller.SendAsync(HttpMethod.Head, $"/terminal/v1/changes?after={int.MaxValue}&wait=30")).Expect(200);
        }

        (await publisher.GetAsync(live)).Expect(200);
        Assert.DoesNotContain("forward", (await publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/audit")).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_push_that_was_only_asked_about_counts_as_sent_when_it_is_handed_out()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var push = (await account.Tenant.Publisher.PostAsync(
            $"/api/apps/{account.Tenant.AppId}/push-notifications", new { devices = new[] { account.Till.DeviceId }, payload = "x" })).Expect(202).Json;
        var path = $"/api/apps/{account.Tenant.AppId}/push-notifications/{push["id"]}";

        (await account.Till.Caller.SendAsync(HttpMethod.Head, "/terminal/v1/changes?after=0")).Expect(200);
        var before = (await account.Tenant.Publisher.GetAsync(path)).Expect(200).Text;
        await account.Till.ChangesAsync(0);

        Assert.NotEqual(before, (await account.Tenant.Publisher.GetAsync(path)).Expect(200).Text);
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_told_which_are_and_HEAD_is_among_them()
    {
        var tenant = await TenantAsync();
        foreach (var path in new[] { "/stores", "/api/v1/inventories/stores/search", "/manage/v1/apps", "/healthz" })
        {
            var refused = (await tenant.App.SendAsync(HttpMethod.Put, path)).Expect(405);
            Assert.Contains("GET", refused.ContentHeaders.Allow);
            Assert.Contains("HEAD", refused.ContentHeaders.Allow);
        }

        var post = (await tenant.App.SendAsync(HttpMethod.Head, "/terminal/v1/activate")).Expect(405);
        Assert.Equal("POST", Assert.Single(post.ContentHeaders.Allow));
    }

    [Fact]
    public async Task A_terminal_asks_its_service_through_the_cloud_for_the_head_alone()
    {
        var account = await Account.OpenAsync(Server.Http, Partner);
        var path = "/terminal/v1/proxy?url=" + Uri.EscapeDataString(Partner.Url + "/anything");

        (await account.Till.Caller.SendAsync(HttpMethod.Head, path)).Expect(200);

        Assert.Equal("HEAD", Assert.Single(Partner.At("/anything")).Method);
    }

    private static string Told(Answer answer, string route)
    {
        var headers = answer.Headers.Concat(answer.ContentHeaders)
            .Where(header => !Passing.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Where(header => header.Key is not ("Content-Length" or "ETag") || !Moving.Contains(route))
            .Where(header => header.Key != "Content-Security-Policy") // Of a page it names a number that is new each time.
            .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return string.Create(CultureInfo.InvariantCulture, $"{answer.Status}\n{string.Join('\n', headers)}");
    }
}

public sealed class SqliteHeadTests : HeadTests<SqliteFixture>;

public sealed class PostgreSqlHeadTests : HeadTests<PostgreSqlFixture>;
