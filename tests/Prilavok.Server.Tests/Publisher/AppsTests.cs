using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>Apps, their version, who has them and where they are.</summary>
public abstract class AppsTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    protected override bool IsStill => true;

    [Theory]
    [InlineData("/apps")]
    [InlineData("/api/apps")]
    public async Task Apps_and_all_that_hangs_on_them_have_their_approved_shapes(string root)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var app = $"{root}/{tenant.AppId}";
        var version = await tenant.VersionAsync();
        var mine = $"{app}/installations/{tenant.OwnerId}";

        var shapes = Masked.Text(
            await tenant.Publisher.GetAsync(root),
            await tenant.Publisher.GetAsync(app),
            await tenant.Publisher.GetAsync($"{app}/versions"),
            await tenant.Publisher.GetAsync($"{app}/versions/{version}"),
            await tenant.Publisher.GetAsync($"{app}/installations"),
            await tenant.Publisher.GetAsync(mine),
            await tenant.Publisher.PostAsync($"{mine}/tokens", "{}"),
            await tenant.Publisher.GetAsync($"{mine}/deployments"),
            await tenant.Publisher.GetAsync($"{mine}/deployments/{till.DeviceId}"));

        await Snapshot.MatchAsync(shapes.Replace(root, "…", StringComparison.Ordinal), "apps.txt");
    }

    [Fact]
    public async Task The_version_stays_the_same_and_belongs_to_one_app()
    {
        var (mine, other) = (await TenantAsync(), await TenantAsync());
        var version = await mine.VersionAsync();

        (await mine.Publisher.PatchAsync($"/manage/v1/apps/{mine.AppId}", new { name = "Renamed" })).Expect(200);

        var app = (await mine.Publisher.GetAsync($"/apps/{mine.AppId.ToUpperInvariant()}/versions/{version.ToUpperInvariant()}")).Expect(200).Json;
        Assert.Equal(("Renamed", version), ((string)app["name"]!, (string)app["version_id"]!));
        (await mine.Publisher.GetAsync($"/apps/{mine.AppId}/versions/{await other.VersionAsync()}")).Expect(404);
        (await mine.Publisher.GetAsync($"/apps/{mine.AppId}/versions/x")).Expect(404);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("status=PUBLISHED", 1)]
    [InlineData("status=review,published", 1)]
    [InlineData("status=REVIEW&status=PUBLISHED&environment=SANDBOX", 1)]
    [InlineData("status=REVIEW", 0)]
    [InlineData("environment=PRODUCTION", 0)]
    public async Task Lists_are_narrowed_by_status_and_environment(string query, int count)
    {
        var tenant = await TenantAsync();

        foreach (var path in new[] { $"/apps?{query}", $"/api/apps/{tenant.AppId}/versions?{query}" })
        {
            Assert.Equal(count, (await tenant.Publisher.GetAsync(path)).Expect(200).Json["items"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task A_cloud_token_sees_its_own_app_and_none_of_the_publishers_secrets()
    {
        var tenant = await TenantAsync();
        var other = await tenant.AddAppWithAsync("app:read");

        Assert.Equal([tenant.AppId], (await tenant.App.GetAsync("/apps")).Expect(200).Json["items"]!.AsArray().Select(app => (string)app!["app_id"]!));
        (await tenant.App.GetAsync($"/apps/{tenant.AppId}/versions")).Expect(200);
        (await tenant.App.GetAsync($"/apps/{other.AppId}")).Expect(404);
        (await tenant.App.GetAsync($"/apps/{tenant.AppId}/installations")).Expect(403);
        (await tenant.App.PostAsync($"/apps/{tenant.AppId}/installations/{tenant.OwnerId}/tokens", "{}")).Expect(403);
        (await tenant.App.GetAsync($"/apps/{tenant.AppId}/versions/{await tenant.VersionAsync()}/hooks")).Expect(403);
    }

    [Fact]
    public async Task Installations_are_walked_page_by_page()
    {
        var (first, second, third) = (await TenantAsync(), await TenantAsync(), await TenantAsync());
        await Server.ShareAppAsync(first, second);
        await Server.ShareAppAsync(first, third);

        var seen = new List<string>();
        var path = $"/apps/{first.AppId}/installations?limit=2";
        while (path is not null)
        {
            var page = (await first.Publisher.GetAsync(path)).Expect(200).Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["user_id"]!));
            path = page["paging"]!["next_cursor"] is { } cursor ? $"/apps/{first.AppId}/installations?limit=2&cursor={cursor}" : null;
        }

        Assert.Equal([first.OwnerId, second.OwnerId, third.OwnerId], seen);
    }

    [Fact]
    public async Task A_token_that_was_asked_for_opens_the_owners_shops_until_the_app_is_removed()
    {
        var tenant = await TenantAsync();
        var storeId = await tenant.AddStoreAsync();
        var path = $"/api/apps/{tenant.AppId}/installations/{tenant.OwnerId}/tokens";

        var token = (string)(await tenant.Publisher.PostAsync(path, "{}")).Expect(200).Json["token"]!;

        var caller = tenant.App with { Token = token };
        Assert.Equal(storeId, (string)(await caller.GetAsync("/stores")).Expect(200).Json["items"]![0]!["id"]!);
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"))).Expect(204);
        (await caller.GetAsync("/stores")).Expect(403);
        (await tenant.Publisher.PostAsync(path, "{}")).Expect(404);
        (await tenant.Publisher.PostAsync(path.Replace(tenant.OwnerId, "01-999999999999999", StringComparison.Ordinal), "{}")).Expect(404);
    }

    [Fact]
    public async Task An_app_is_on_every_terminal_of_the_owner_and_on_no_other()
    {
        var (tenant, stranger) = (await TenantAsync(), await TenantAsync());
        var (till, second, strange) = (await tenant.OpenShopAsync(), await tenant.OpenShopAsync(), await stranger.OpenShopAsync());
        var path = $"/apps/{tenant.AppId}/installations/{tenant.OwnerId}/deployments";

        var list = (await tenant.Publisher.GetAsync(path)).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(new[] { till.DeviceId, second.DeviceId }.Order(), list.Select(item => (string)item!["device_id"]!).Order());
        Assert.Empty((await tenant.Publisher.GetAsync(path + "?status=NOT_APPLIED")).Expect(200).Json["items"]!.AsArray());
        Assert.Equal(2, (await tenant.Publisher.GetAsync(path + "?status=INSTALL_SUCCEEDED")).Expect(200).Json["items"]!.AsArray().Count);
        (await tenant.Publisher.GetAsync($"{path}/{till.DeviceId.ToLowerInvariant()}")).Expect(200);
        (await tenant.Publisher.GetAsync($"{path}/{strange.DeviceId}")).Expect(404);
        (await tenant.Publisher.GetAsync($"/apps/{tenant.AppId}/installations/{stranger.OwnerId}/deployments")).Expect(404);
        (await tenant.Publisher.GetAsync($"/apps/{tenant.AppId}/installations/{stranger.OwnerId}/deployments/{strange.DeviceId}")).Expect(404);
    }

    [Fact]
    public async Task Times_are_numbers_where_the_operator_wants_them()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true, ("Publisher:NumericTimes", "true"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });

        var app = (await tenant.Publisher.GetAsync($"/apps/{tenant.AppId}")).Expect(200).Json;

        Assert.Equal(server.Store.Clock.GetUtcNow().ToUnixTimeMilliseconds(), (long)app["created_at"]!);
    }
}

public sealed class SqliteAppsTests : AppsTests<SqliteFixture>;

public sealed class PostgreSqlAppsTests : AppsTests<PostgreSqlFixture>;
