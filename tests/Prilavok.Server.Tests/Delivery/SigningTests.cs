using System.Security.Cryptography;
using System.Text;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>Signatures of Standard Webhooks, checked as a receiver would.</summary>
public abstract class SigningTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    [Fact]
    public async Task Nothing_is_signed_until_the_app_asks_for_it()
    {
        var tenant = await TenantAsync();
        await SellAsync(tenant);

        Assert.False(Partner.At(Receipts)[^1].Headers.ContainsKey("webhook-signature"));
        Assert.False((await AppAsync(tenant)).AsObject().ContainsKey("signingSecret"));
    }

    [Fact]
    public async Task The_receiver_finds_the_signature_right_in_every_attempt()
    {
        Partner.On(Receipts, told => told.Call == 1 ? new Reply(503) : Reply.Ok);
        var tenant = await SignedAsync();
        await SellAsync(tenant);
        await tenant.TurnAsync(new { toNext = true });

        var secret = (string)(await AppAsync(tenant))["signingSecret"]!;
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        var told = Partner.At(Receipts);
        Assert.Equal(2, told.Count);
        Assert.NotEqual(told[0].Headers["webhook-timestamp"], told[1].Headers["webhook-timestamp"]);
        Assert.All(told, call => Assert.Equal(Expected(secret, call), call.Headers["webhook-signature"]));
        Assert.All(told, call => Assert.NotNull(call.Authorization));
    }

    [Fact]
    public async Task A_replaced_key_signs_beside_the_new_one()
    {
        var tenant = await SignedAsync();
        var first = (string)(await AppAsync(tenant))["signingSecret"]!;
        Assert.NotEqual(first, await RotateAsync(tenant));
        first = (string)(await AppAsync(tenant))["signingSecret"]!;
        var second = await RotateAsync(tenant);
        await SellAsync(tenant);

        var told = Partner.At(Receipts)[^1];
        Assert.Equal($"{Expected(second, told)} {Expected(first, told)}", told.Headers["webhook-signature"]);
        Assert.Equal(second, (string)(await AppAsync(tenant))["signingSecret"]!);
    }

    [Fact]
    public async Task Other_changes_leave_the_key_and_switching_off_ends_it()
    {
        var tenant = await SignedAsync();
        var first = (string)(await AppAsync(tenant))["signingSecret"]!;
        await ChangeAsync(tenant, new { name = "Renamed", signing = true });
        Assert.Equal(first, (string)(await AppAsync(tenant))["signingSecret"]!);

        await ChangeAsync(tenant, new { signing = false });
        await SellAsync(tenant);
        Assert.False(Partner.At(Receipts)[^1].Headers.ContainsKey("webhook-signature"));

        await ChangeAsync(tenant, new { signing = true });
        Assert.NotEqual(first, (string)(await AppAsync(tenant))["signingSecret"]!);
    }

    [Fact]
    public async Task Only_the_publisher_sees_and_replaces_the_key()
    {
        var tenant = await SignedAsync();
        var other = await TenantAsync();
        var path = $"/manage/v1/apps/{tenant.AppId}/signing-secret";

        (await other.Publisher.PostAsync(path, "")).Expect(404);
        (await tenant.Owner.PostAsync(path, "")).Expect(401);
        var audit = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/audit")).Expect(200);
        Assert.DoesNotContain("whsec_", audit.Text, StringComparison.Ordinal);
    }

    private static string Expected(string secret, Received call) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret["whsec_".Length..]),
        Encoding.UTF8.GetBytes($"{call.WebhookId}.{call.Headers["webhook-timestamp"]}.{call.Body}")));

    private static async Task SellAsync(Tenant tenant)
    {
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> AppAsync(Tenant tenant) =>
        (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}")).Expect(200).Json;

    private static async Task<string> RotateAsync(Tenant tenant) =>
        (string)(await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/signing-secret", "")).Expect(200).Json["signingSecret"]!;

    private static async Task ChangeAsync(Tenant tenant, object change) =>
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", change)).Expect(200);

    private async Task<Tenant> SignedAsync()
    {
        var tenant = await TenantAsync();
        await ChangeAsync(tenant, new { signing = true });
        return tenant;
    }
}

public sealed class SqliteSigningTests : SigningTests<SqliteFixture>;

public sealed class PostgreSqlSigningTests : SigningTests<PostgreSqlFixture>;
