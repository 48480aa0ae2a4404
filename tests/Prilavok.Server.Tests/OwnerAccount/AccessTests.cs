using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OwnerAccount;

/// <summary>Who gets in where.</summary>
public abstract class AccessTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task Login_and_password_open_a_session_that_can_be_ended()
    {
        var tenant = await TenantAsync();
        (await Anybody.PostAsync("/manage/v1/login", new { login = tenant.Login, password = "wrong" })).Expect(401);
        (await Anybody.PostAsync("/manage/v1/login", new { login = "nobody@nowhere.test", password = tenant.Password })).Expect(401);
        var session = (await Anybody.PostAsync(
            "/manage/v1/login", new { login = tenant.Login.ToUpperInvariant(), password = tenant.Password })).Expect(200).Json;
        Assert.Equal(tenant.OwnerId, (string)session["ownerId"]!);
        var owner = new Caller(Server.Http, (string)session["token"]!);
        (await owner.GetAsync(tenant.Manage("/stores"))).Expect(200);

        (await owner.DeleteAsync("/manage/v1/login")).Expect(204);

        (await owner.GetAsync(tenant.Manage("/stores"))).Expect(401);
        (await tenant.Owner.GetAsync(tenant.Manage("/stores"))).Expect(200);
    }

    [Fact]
    public async Task Another_owners_account_is_not_there()
    {
        var mine = await TenantAsync();
        var other = await TenantAsync();
        var till = await other.OpenShopAsync();
        var roleId = await other.RoleAsync("Кассир");
        string[] others = ["/stores", $"/stores/{till.StoreId}", "/devices", $"/devices/{till.DeviceId}", $"/roles/{roleId}", "/employees", "/apps", "/audit"];
        foreach (var path in others)
        {
            (await mine.Owner.GetAsync(other.Manage(path))).Expect(404);
        }

        // Nor is what belongs to it there under one's own name.
        (await mine.Owner.GetAsync(mine.Manage($"/stores/{till.StoreId}"))).Expect(404);
        (await mine.Owner.PatchAsync(mine.Manage($"/stores/{till.StoreId}"), new { name = "Mine" })).Expect(404);
        (await mine.Owner.DeleteAsync(mine.Manage($"/devices/{till.DeviceId}"))).Expect(404);
        (await mine.Owner.PostAsync(mine.Manage("/devices"), new { name = "Till", storeId = till.StoreId })).Expect(422);
        (await mine.Owner.PostAsync(mine.Manage("/employees"), new { name = "A", roleId })).Expect(422);
        (await mine.Owner.PostAsync(mine.Manage($"/apps/{other.AppId}/installation"), new { })).Expect(404);
        (await mine.App.GetAsync($"/stores/{till.StoreId}/documents")).Expect(404);
        (await mine.App.GetAsync($"/api/v1/inventories/stores/{till.StoreId}/products")).Expect(404);
        (await mine.Publisher.GetAsync($"/manage/v1/apps/{other.AppId}")).Expect(404);
        (await mine.Publisher.GetAsync($"/manage/v1/apps/{other.AppId}/lanes")).Expect(404);
    }

    [Fact]
    public async Task A_token_opens_only_its_own_doors()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        (string Path, string? Fits)[] doors =
        [
            ("/api/v1/inventories/stores/search", tenant.App.Token), ("/stores", tenant.App.Token),
            ("/terminal/v1/changes", till.Caller.Token), (tenant.Manage("/stores"), tenant.Owner.Token),
            ($"/manage/v1/apps/{tenant.AppId}", tenant.Publisher.Token),
        ];
        string?[] keys = [tenant.App.Token, till.Caller.Token, tenant.Owner.Token, tenant.Publisher.Token, null, "no-such-token", "", " ", "Bearer", "Basic eA=="];
        foreach (var (path, fits) in doors)
        {
            foreach (var key in keys)
            {
                (await new Caller(Server.Http, key).GetAsync(path)).Expect(key == fits ? 200 : 401);
            }
        }
    }

    [Theory]
    [InlineData("X-Authorization", "{0}")]
    [InlineData("X-Authorization", "Bearer {0}")]
    [InlineData("Authorization", "{0}")]
    [InlineData("Authorization", "Bearer {0}")]
    [InlineData("Authorization", "bearer {0}")]
    public async Task The_cloud_token_is_taken_in_each_of_its_spellings(string header, string spelling)
    {
        var tenant = await TenantAsync();
        var value = spelling.Replace("{0}", tenant.App.Token, StringComparison.Ordinal);

        (await Anybody.SendAsync(HttpMethod.Get, "/api/v1/inventories/stores/search", null, (header, value))).Expect(200);
        (await Anybody.SendAsync(HttpMethod.Get, "/stores", null, (header, value))).Expect(200);
    }
}

public sealed class SqliteAccessTests : AccessTests<SqliteFixture>;

public sealed class PostgreSqlAccessTests : AccessTests<PostgreSqlFixture>;
