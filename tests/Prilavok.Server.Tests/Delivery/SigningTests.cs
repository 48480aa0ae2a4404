using System.Security.Cryptography;
using System.Text;
using Prilavok.Server.Partners;
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
        var second = (await RotateAsync(tenant))!;
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
    public async Task With_a_key_in_two_halves_the_receiver_verifies_with_the_half_it_is_told()
    {
        var tenant = await SignedAsync("ed25519");
        await SellAsync(tenant);
        var app = (await AppAsync(tenant)).AsObject();
        Assert.False(app.ContainsKey("signingSecret"));
        var told = Partner.At(Receipts)[^1];
        Assert.True(Verifies(KeyIn(app), told, told.Headers["webhook-signature"]));
        Assert.False(Verifies(KeyIn(app), told with { Body = told.Body + " " }, told.Headers["webhook-signature"]));

        var first = KeyIn(app);
        await RotateAsync(tenant);
        await SellAsync(tenant);
        var second = KeyIn(await AppAsync(tenant));
        Assert.NotEqual(first, second);
        var both = Partner.At(Receipts)[^1];
        Assert.True(both.Headers["webhook-signature"].Split(' ') is [var by, var and] && Verifies(second, both, by) && Verifies(first, both, and));
        Assert.DoesNotContain("whsk_", (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_scheme_is_a_new_key_and_the_one_before_signs_beside_it()
    {
        var tenant = await SignedAsync();
        var secret = (string)(await AppAsync(tenant))["signingSecret"]!;
        await ChangeAsync(tenant, new { signingScheme = "ed25519" });
        await SellAsync(tenant);
        var key = KeyIn(await AppAsync(tenant));
        var told = Partner.At(Receipts)[^1];
        Assert.True(told.Headers["webhook-signature"].Split(' ') is [var by, var and] && Verifies(key, told, by) && and == Expected(secret, told));

        var refused = await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { signingScheme = "rsa" });
        Assert.Equal("signingScheme", (string)refused.Expect(400).Json["violations"]![0]!["subject"]!);
    }

    /// <summary>The first three of RFC 8032, 7.1.</summary>
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void The_published_examples_come_out(string key, string message, string signature) => Assert.Equal(
        signature, Convert.ToHexStringLower(Signature.Sign(Convert.FromHexString(key), Convert.FromHexString(message))));

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

    private static string KeyIn(System.Text.Json.Nodes.JsonNode app) => (string)app["signingPublicKey"]!;

    /// <summary>By another hand than the server's.</summary>
    private static bool Verifies(string publicKey, Received call, string signature)
    {
        Assert.StartsWith("whpk_", publicKey, StringComparison.Ordinal);
        Assert.StartsWith("v1a,", signature, StringComparison.Ordinal);
        var signed = Encoding.UTF8.GetBytes($"{call.WebhookId}.{call.Headers["webhook-timestamp"]}.{call.Body}");
        var verifier = new Org.BouncyCastle.Crypto.Signers.Ed25519Signer();
        verifier.Init(forSigning: false, new Org.BouncyCastle.Crypto.Parameters.Ed25519PublicKeyParameters(Convert.FromBase64String(publicKey["whpk_".Length..])));
        verifier.BlockUpdate(signed, 0, signed.Length);
        return verifier.VerifySignature(Convert.FromBase64String(signature["v1a,".Length..]));
    }

    private static async Task SellAsync(Tenant tenant)
    {
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> AppAsync(Tenant tenant) =>
        (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}")).Expect(200).Json;

    private static async Task<string?> RotateAsync(Tenant tenant) =>
        (string?)(await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/signing-secret", "")).Expect(200).Json["signingSecret"];

    private static async Task ChangeAsync(Tenant tenant, object change) =>
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", change)).Expect(200);

    private async Task<Tenant> SignedAsync(string scheme = "hmac")
    {
        var tenant = await TenantAsync();
        await ChangeAsync(tenant, new { signing = true, signingScheme = scheme });
        return tenant;
    }
}

public sealed class SqliteSigningTests : SigningTests<SqliteFixture>;

public sealed class PostgreSqlSigningTests : SigningTests<PostgreSqlFixture>;
