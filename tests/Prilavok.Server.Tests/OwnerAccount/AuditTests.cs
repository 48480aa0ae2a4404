using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OwnerAccount;

public abstract class AuditTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task Every_change_is_told_with_who_made_it_in_order_and_without_a_gap()
    {
        var tenant = await TenantAsync(install: false);
        var begun = (await AuditAsync(tenant, 0)).Count;
        await tenant.InstallAsync();
        var till = await tenant.OpenShopAsync();
        (await tenant.Owner.PatchAsync(tenant.Manage($"/stores/{till.StoreId}"), new { name = "Market" })).Expect(200);
        await tenant.UploadAsync(till.StoreId, "tea-1");
        await till.MakeAsync(Goods.V2("tea-2"));
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/devices/{till.DeviceId}"))).Expect(204);

        Assert.Equal(
            [
                $"token created {tenant.AppId} by owner {tenant.Login}",
                $"installation created {tenant.AppId} by owner {tenant.Login}",
                $"store created {till.StoreId} by owner {tenant.Login}",
                $"device created {till.DeviceId} by owner {tenant.Login}",
                $"store updated {till.StoreId} by owner {tenant.Login}",
                $"product created tea-1 by app {tenant.AppId}",
                $"product created tea-2 by terminal {till.DeviceId}",
                $"device removed {till.DeviceId} by owner {tenant.Login}",
            ],
            await AuditAsync(tenant, begun));
    }

    [Fact]
    public async Task What_a_publisher_changed_is_told_without_the_secret()
    {
        var tenant = await TenantAsync();
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { name = "Renamed", serviceToken = "Bearer another-secret" })).Expect(200);

        var audit = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/audit")).Expect(200);

        Assert.Contains("Renamed", audit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("another-secret", audit.Text, StringComparison.Ordinal);
        Assert.Equal("Bearer another-secret", (string?)(await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}")).Json["serviceToken"]);
    }

    private static async Task<List<string>> AuditAsync(Tenant tenant, int after)
    {
        var items = (await tenant.Owner.GetAsync(tenant.Manage($"/audit?after={after}"))).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(after + 1, items.Count), items.Select(item => (int)item!["seq"]!));
        return [.. items.Select(item => $"{item!["kind"]} {item["action"]} {item["id"]} by {item["by"]!["kind"]} {item["by"]!["id"]}")];
    }
}

public sealed class SqliteAuditTests : AuditTests<SqliteFixture>;

public sealed class PostgreSqlAuditTests : AuditTests<PostgreSqlFixture>;
