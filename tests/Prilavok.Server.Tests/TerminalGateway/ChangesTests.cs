using System.Diagnostics;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.TerminalGateway;

/// <summary>What the cloud tells a terminal that asks what is new.</summary>
public abstract class ChangesTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_waiting_terminal_is_answered_when_the_service_uploads_goods()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var (_, next) = await till.ChangesAsync(0);

        var waiting = till.ChangesAsync(next, wait: 30);
        var others = await till.ChangesAsync(next); // A round trip later the first call waits, or it finds the goods at once; both are right.
        await tenant.UploadAsync(till.StoreId, "tea-1", price: 12.5m);
        var (changes, after) = await waiting;

        Assert.Empty(others.Changes);
        var change = Assert.Single(changes);
        Assert.Equal("product", (string)change["kind"]!);
        Assert.Equal("tea-1", (string)change["id"]!);
        Assert.Equal(next + 1, (long)change["seq"]!);
        Assert.Equal("12.50", change["data"]!["price"]!.ToJsonString());
        Assert.Equal(next + 1, after);
    }

    [Fact]
    public async Task Nothing_new_is_answered_after_the_wait_and_not_before()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var (_, next) = await till.ChangesAsync(0);
        var watch = Stopwatch.StartNew();

        var (changes, after) = await till.ChangesAsync(next, wait: 1);

        Assert.Empty(changes);
        Assert.Equal(next, after);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.9), $"It answered after {watch.Elapsed}.");
    }

    [Fact]
    public async Task Documents_and_goods_of_other_stores_are_passed_over()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var other = await tenant.OpenShopAsync();
        await tenant.UploadAsync(other.StoreId, "tea-1");
        var (_, next) = await till.ChangesAsync(0);
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.UploadAsync(other.StoreId, "tea-2");
        await tenant.UploadAsync(till.StoreId, "tea-3");

        var (changes, after) = await till.ChangesAsync(next);

        Assert.Equal(["tea-3"], changes.Select(change => (string)change["id"]!));
        Assert.Equal(next + 3, after);
    }

    [Fact]
    public async Task A_removal_has_no_data()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.UploadAsync(till.StoreId, "tea-1");
        var (_, next) = await till.ChangesAsync(0);

        (await tenant.App.PostAsync($"/api/v1/inventories/stores/{till.StoreId}/products/delete", """[{"uuid":"tea-1"}]""")).Expect(200);
        var change = Assert.Single((await till.ChangesAsync(next)).Changes);

        Assert.Equal("tea-1", (string)change["id"]!);
        Assert.Null(change["data"]);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("paired anew")]
    [InlineData("sandbox")]
    public async Task A_terminal_that_waits_is_sent_away_when_its_token_opens_no_more(string what)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var (_, next) = await till.ChangesAsync(0);
        var waits = till.Caller.GetAsync($"/terminal/v1/changes?after={next}&wait=3600");
        await till.ChangesAsync(next); // A round trip later the first call waits, or it is refused at once; both are right.

        switch (what)
        {
            case "removed":
                (await tenant.Owner.DeleteAsync(tenant.Manage($"/devices/{till.DeviceId}"))).Expect(204);
                break;
            case "paired anew":
                var code = (string)(await tenant.Owner.PostAsync(tenant.Manage($"/devices/{till.DeviceId}/code"), null)).Json["code"]!;
                await Till.ActivateAsync(Server.Http, code);
                await tenant.AddStoreAsync(); // News, which are not for the former token.
                break;
            default:
                (await tenant.Sandbox.DeleteAsync($"/sandbox/tenants/{tenant.OwnerId}")).Expect(204);
                break;
        }

        (await waits).Expect(401);
    }
}

public sealed class SqliteChangesTests : ChangesTests<SqliteFixture>;

public sealed class PostgreSqlChangesTests : ChangesTests<PostgreSqlFixture>;
