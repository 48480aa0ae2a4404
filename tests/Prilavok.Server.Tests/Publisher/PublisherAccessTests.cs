using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Callers;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>Who gets where in the publisher API. Asked of every route there is.</summary>
public abstract class PublisherAccessTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly string[] OddIds = ["x", "%ff%fe", "%c3%28", "..", "%2e%2e", "%2f", "'%20OR%201=1", "%E2%80%AE", new('x', 2000), "%25"];

    [Fact]
    public async Task Every_route_keeps_strangers_out_and_hides_what_is_anothers()
    {
        var (mine, other) = (await TenantAsync(), await TenantAsync());
        var till = await mine.OpenShopAsync();
        var (_, noRights, _) = await mine.AddAppWithAsync();
        var routes = Routes();
        Assert.Equal(2 * 20, routes.Count);
        foreach (var route in routes)
        {
            var right = route.Metadata.GetMetadata<RequiredRight>()?.Right;
            await CallAsync(route, Anybody, mine, till, 401);
            await CallAsync(route, till.Caller, mine, till, 401);
            await CallAsync(route, mine.Owner, mine, till, 401);
            await CallAsync(route, noRights, mine, till, 403);
            await CallAsync(route, mine.App, mine, till, right is null ? 403 : null);
            if (route.RoutePattern.GetParameter("appId") is not null)
            {
                await CallAsync(route, other.Publisher, mine, till, 404);
                await CallAsync(route, other.App, mine, till, right is null ? 403 : 404);
            }
        }
    }

    [Fact]
    public async Task Answers_count_the_calls_of_publishers_too()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: ("RateLimits:Requests", "2"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });

        var first = (await tenant.Publisher.GetAsync("/apps")).Expect(200);
        Assert.Equal(("2", "1"), (first.Header("X-RateLimit-Limit"), first.Header("X-RateLimit-Remaining")));
        (await tenant.Publisher.GetAsync("/apps")).Expect(200);
        Assert.NotNull((await tenant.Publisher.GetAsync("/apps")).Expect(429).Header("Retry-After"));
        (await tenant.Publisher.GetAsync("/api/apps")).Expect(200);
        (await tenant.App.GetAsync("/apps")).Expect(200);
    }

    [Fact]
    public async Task Unknown_ids_are_not_found_whatever_they_are_made_of()
    {
        var tenant = await TenantAsync();
        var version = await tenant.VersionAsync();
        foreach (var id in OddIds)
        {
            foreach (var path in new[]
            {
                $"/apps/{id}", $"/apps/{id}/events", $"/apps/{tenant.AppId}/versions/{id}", $"/apps/{tenant.AppId}/versions/{version}/hooks/{id}",
                $"/apps/{tenant.AppId}/installations/{id}", $"/apps/{tenant.AppId}/installations/{id}/deployments",
                $"/apps/{tenant.AppId}/installations/{tenant.OwnerId}/deployments/{id}", $"/apps/{tenant.AppId}/events/{id}",
                $"/api/apps/{tenant.AppId}/push-notifications/{id}",
            })
            {
                var answer = await tenant.Publisher.GetAsync(path);
                Assert.True(answer.Status is 404 or 200 or 405, $"{path} answered {answer.Status}: {answer.Text}");
                Assert.True(answer.Status != 200 || id is ".." or "%2e%2e", path); // Which leads to the list above.
            }
        }
    }

    [Theory]
    [InlineData("cursor=gAAAAAAAAAAAAGEKAGI")]
    [InlineData("cursor=_________woK")]
    [InlineData("cursor=AAAAAAAAAAABAgMK")]
    [InlineData("limit=0&environment=%ff")]
    public async Task Odd_questions_to_the_lists_are_answered_yes_or_no(string query)
    {
        var tenant = await TenantAsync();
        var version = await tenant.VersionAsync();
        foreach (var path in new[]
        {
            "/apps", $"/apps/{tenant.AppId}/versions", $"/apps/{tenant.AppId}/versions/{version}/hooks", $"/apps/{tenant.AppId}/installations",
            $"/apps/{tenant.AppId}/installations/{tenant.OwnerId}/deployments", $"/apps/{tenant.AppId}/events",
        })
        {
            var answer = await tenant.Publisher.GetAsync($"{path}?{query}");
            Assert.True(answer.Status is 200 or 400, $"{path}?{query} answered {answer.Status}: {answer.Text}");
        }
    }

    private List<RouteEndpoint> Routes() =>
    [
        .. Server.Routes.Where(route => route.RoutePattern.RawText is { } text
            && (text.StartsWith("/apps", StringComparison.Ordinal) || text.StartsWith("/api/apps", StringComparison.Ordinal))),
    ];

    private static async Task CallAsync(RouteEndpoint route, Caller caller, Tenant about, Till till, int? status)
    {
        var path = route.RoutePattern.RawText!
            .Replace("{appId}", about.AppId, StringComparison.Ordinal)
            .Replace("{userId}", about.OwnerId, StringComparison.Ordinal)
            .Replace("{deviceId}", till.DeviceId, StringComparison.Ordinal)
            .Replace("{versionId}", await about.VersionAsync(), StringComparison.Ordinal)
            .Replace("{hookId}", "no-hook", StringComparison.Ordinal)
            .Replace("{pushId}", "no-push", StringComparison.Ordinal)
            .Replace("{eventId}", "no-event", StringComparison.Ordinal);
        Assert.DoesNotContain('{', path);
        var method = new HttpMethod(route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single());
        using var body = method == HttpMethod.Get || method == HttpMethod.Delete ? null : Caller.ContentOf("{}");
        var answer = await caller.SendAsync(method, path, body);
        if (status is { } expected)
        {
            answer.Expect(expected);
        }
        else
        {
            Assert.True(answer.Status is not (401 or 403 or >= 500), $"{answer.Asked} answered {answer.Status}: {answer.Text}");
        }
    }
}

public sealed class SqlitePublisherAccessTests : PublisherAccessTests<SqliteFixture>;

public sealed class PostgreSqlPublisherAccessTests : PublisherAccessTests<PostgreSqlFixture>;
