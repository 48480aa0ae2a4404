using System.Text;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Host;

/// <summary>The log names what it is about, and tells nobody what it must not.</summary>
public abstract class LogTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts?key=secret-of-the-address";

    [Fact]
    public async Task A_busy_day_leaves_ids_in_the_log_and_no_token_password_address_or_word_of_a_body()
    {
        using var log = new WholeLog();
        await using var partner = await PartnerService.StartAsync();
        await using var server = await ServerFixture.StartAsync(new TStore(), log, ("Webhooks:ParkAfter", "1"), ("Webhooks:GiveUpAfter", "01:00:00"));
        partner.On(Receipts, told => new Reply((string)told.Json["data"]!["id"]! switch { "bad-document" => 400, "late-document" => 503, _ => 200 }, "secret-of-the-answer"));
        partner.On("/stores", _ => new Reply(410, "secret-of-the-answer"));
        var tenant = await Tenant.CreateAsync(
            server.Http,
            new
            {
                name = "Loyalty",
                serviceToken = Tenant.ServiceToken,
                signing = true,
                urls = new { userVerify = partner.Url + "/api/v1/user/verify", receipts = partner.Url + Receipts, stores = partner.Url + "/stores", documents = "http://127.0.0.1:1/?key=secret-of-nobody" },
            },
            install: false);
        var secrets = await LiveAsync(server, tenant);

        Assert.Contains(log.Lines, line => line.Contains("is parked", StringComparison.Ordinal) && line.Contains(tenant.OwnerId, StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("is gone", StringComparison.Ordinal) && line.Contains(tenant.AppId, StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("was given up", StringComparison.Ordinal) && line.Contains(tenant.OwnerId, StringComparison.Ordinal));
        var id = partner.At(Receipts)[0].WebhookId;
        Assert.Contains(log.Lines, line => line.StartsWith("Debug", StringComparison.Ordinal) && line.Contains(id, StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.True(secret.Length > 5));
        Assert.All(log.Lines, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase)));
    }

    /// <returns>What must not be told.</returns>
    private static async Task<string[]> LiveAsync(ServerFixture server, Tenant tenant)
    {
        var installation = await tenant.InstallAsync();
        var till = await tenant.OpenShopAsync();
        foreach (var id in new[] { "good-document", "bad-document", "late-document" })
        {
            await till.SendAsync(Goods.Document("SELL", "word-of-a-body", 1, id));
            await tenant.SettleAsync();
        }

        await tenant.TurnAsync(new { advance = "PT3H" });
        await tenant.UploadAsync(till.StoreId, "word-of-a-body");
        await RefusedAsync(server, tenant, till);
        return
        [
            (string)installation["token"]!, till.Caller.Token!, tenant.Owner.Token!, tenant.Publisher.Token!, tenant.Password, "hunter2", PartnerService.UserToken,
            Tenant.ServiceToken["Basic ".Length..], (string)(await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}")).Expect(200).Json["signingSecret"]!,
            "word-of-a-body", "secret-of-the-answer", "secret-of-the-address", "secret-of-nobody", "wrong-password", "wrong-token",
        ];
    }

    /// <summary>What is refused tempts to say why.</summary>
    private static async Task RefusedAsync(ServerFixture server, Tenant tenant, Till till)
    {
        var anybody = new Caller(server.Http);
        (await anybody.PostAsync("/manage/v1/login", new { login = tenant.Login, password = "wrong-password" })).Expect(401);
        (await new Caller(server.Http, "wrong-token").GetAsync("/stores")).Expect(401);
        (await till.Caller.PostAsync("/terminal/v1/documents", "[{\"type\":\"SELL\",\"id\":\"word-of-a-body")).Expect(400);
        (await till.Caller.PostAsync("/terminal/v1/documents", "{\"word-of-a-body\": 1}")).Expect(400);
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { urls = new { receipts = "word-of-a-body" } })).Expect(400);
        (await tenant.App.PostAsync($"/api/v1/inventories/stores/{till.StoreId}/products", Encoding.UTF8.GetBytes("[{\"uuid\":\"word-of-a-body\""))).Expect(400);
    }
}

public sealed class SqliteLogTests : LogTests<SqliteFixture>;

public sealed class PostgreSqlLogTests : LogTests<PostgreSqlFixture>;
