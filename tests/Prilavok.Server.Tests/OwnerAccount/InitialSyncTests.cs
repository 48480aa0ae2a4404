using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OwnerAccount;

/// <summary>A service that is told once what is in the account of an owner who installs its app.</summary>
public abstract class InitialSyncTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Stores = "/api/v1/inventories/stores";
    private const string Devices = "/api/v1/inventories/devices";
    private const string Employees = "/api/v1/inventories/employees";

    [Fact]
    public async Task An_app_that_wants_it_is_told_once_what_there_is_and_nobody_else_is()
    {
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "Loyalty", serviceToken = Tenant.ServiceToken, @base = Partner.Url, initialSync = true }, install: false);
        var other = await tenant.AddAppAsync(new { name = "Other", urls = new { stores = Partner.Url + "/other", devices = Partner.Url + "/other", employees = Partner.Url + "/other" } });
        var (one, two) = (await tenant.OpenShopAsync(), await tenant.OpenShopAsync());
        (await tenant.Owner.PostAsync(tenant.Manage("/employees"), new { name = "Ann", roleId = await tenant.RoleAsync("Кассир") })).Expect(201);
        await tenant.SettleAsync();
        var before = (Other: Partner.At("/other").Count, Audit: await AuditAsync(tenant), Changes: (await one.ChangesAsync(0)).Next);
        Assert.Empty(Partner.At(Stores));

        await tenant.InstallAsync();
        await tenant.SettleAsync();

        Assert.Equal(Ids(one.StoreId, two.StoreId), IdsAt(Stores));
        Assert.Equal(Ids(one.DeviceId, two.DeviceId), IdsAt(Devices));
        Assert.Contains("Ann", Assert.Single(Partner.At(Employees)).Body, StringComparison.Ordinal);
        Assert.Equal(before.Other, Partner.At("/other").Count);
        Assert.Empty((await one.ChangesAsync(before.Changes)).Changes);
        Assert.Equal(["token", "installation"], (await AuditAsync(tenant)).Skip(before.Audit.Count));
        Assert.NotEmpty(other);

        await tenant.AddStoreAsync("Third");
        await tenant.SettleAsync();
        Assert.Equal((2, before.Other + 1), (Partner.At(Stores).Count, Partner.At("/other").Count));
    }

    [Fact]
    public async Task An_app_that_does_not_say_so_fetches_what_there_is()
    {
        var tenant = await TenantAsync(install: false);
        await tenant.OpenShopAsync();

        await tenant.InstallAsync();
        await tenant.SettleAsync();

        Assert.NotEmpty(Partner.At("/api/v2/installation/event"));
        Assert.Empty(Partner.At(Stores));
        Assert.Empty(Partner.At(Devices));
    }

    private static IEnumerable<string> Ids(params string[] ids) => ids.Order(StringComparer.Ordinal);

    /// <summary>In the one request that came there.</summary>
    private IEnumerable<string> IdsAt(string path) =>
        Ids([.. JsonNode.Parse(Assert.Single(Partner.At(path)).Body)!.AsArray().Select(item => (string)item!["uuid"]!)]);

    private static async Task<List<string>> AuditAsync(Tenant tenant) =>
        [.. (await tenant.Owner.GetAsync(tenant.Manage("/audit"))).Expect(200).Json["items"]!.AsArray().Select(entry => (string)entry!["kind"]!)];
}

public sealed class SqliteInitialSyncTests : InitialSyncTests<SqliteFixture>;

public sealed class PostgreSqlInitialSyncTests : InitialSyncTests<PostgreSqlFixture>;
