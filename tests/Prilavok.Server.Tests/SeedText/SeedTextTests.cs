using System.Net.Http.Headers;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.SeedText;

/// <summary>The four exchanges of the text the project began with, as they stand there.</summary>
public abstract class SeedTextTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Product =
        """[{"uuid":"n1e2w3-t4ov5qr6","code":"","barCodes":[],"alcoCodes":[],"name":"Новый товар","price":0,"quantity":0,"costPrice":0,"measureName":"","tax":"NO_VAT","allowToSell":false,"description":"","articleNumber":"","parentUuid":"","group":false,"type":"NORMAL","alcoholByVolume":0,"alcoholProductKindCode":0,"tareVolume":0}]""";

    /// <summary>Not even JSON; the answer to a notification is of no interest.</summary>
    private const string Bindings =
        """
        [
          {
            "uuid": "string",
            "parentId": "string",
          }
        ]
        """;

    [Fact]
    public async Task All_stores_are_listed_with_exactly_the_published_members()
    {
        var tenant = await TenantAsync();
        var first = await tenant.AddStoreAsync("Мой магазин1");
        var second = await tenant.AddStoreAsync("Мой магазин3");
        using var none = Empty();

        var answer = await tenant.App.SendAsync(
            HttpMethod.Get, "/api/v1/inventories/stores/search", none, ("Accept", "application/json"));

        answer.Expect(200);
        Assert.Equal(
            $$"""[{"uuid":"{{first}}","address":null,"name":"Мой магазин1","code":null},{"uuid":"{{second}}","address":null,"name":"Мой магазин3","code":null}]""",
            answer.Text);
        Assert.Equal("application/json", answer.ContentHeaders.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_new_product_is_kept_under_the_id_it_came_with()
    {
        var tenant = await TenantAsync();
        (await tenant.Owner.PostAsync(tenant.Manage("/stores"), new { id = "storeUuid-123456", name = "Мой магазин1" })).Expect(201);
        const string Path = "/api/v1/inventories/stores/storeUuid-123456/products";
        using var body = Caller.ContentOf(Product);

        var answer = (await tenant.App.SendAsync(HttpMethod.Post, Path, body, ("Accept", "application/json"))).Expect(200);

        Assert.Empty(answer.Bytes);
        Assert.Equal("1", answer.Header("X-Products-Violations-Count"));
        Assert.Equal("""[{"uuid":"n1e2w3-t4ov5qr6","field":"uuid","reason":"is not a uuid"}]""", answer.Header("X-Products-Violations"));
        Assert.Equal(
            """[{"uuid":"n1e2w3-t4ov5qr6","name":"Новый товар","group":false,"parentUuid":null,"hasVariants":null,"type":"NORMAL","code":"","barCodes":[],"alcoCodes":[],"price":0,"quantity":0,"costPrice":0,"measureName":"","tax":"NO_VAT","allowToSell":false,"description":"","articleNumber":"","alcoholByVolume":0,"alcoholProductKindCode":0,"tareVolume":0}]""",
            (await tenant.App.GetAsync(Path)).Expect(200).Text);
    }

    [Fact]
    public async Task The_service_is_asked_whether_it_knows_the_account()
    {
        var tenant = await TenantAsync(install: false);

        await tenant.InstallAsync();

        var asked = Assert.Single(Partner.At("/api/v1/user/verify"));
        Assert.Equal("POST", asked.Method);
        Assert.Equal(Tenant.ServiceToken, asked.Authorization);
        Assert.StartsWith("application/json", asked.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.StartsWith("application/json", asked.Headers["Accept"], StringComparison.Ordinal);
        Assert.Matches("^01-[0-9]{15}$", tenant.OwnerId);
        Assert.Equal(
            $$"""{"userUuid":"{{tenant.OwnerId}}","userId":"{{tenant.OwnerId}}","username":"anna","password":"hunter2","customField":"любое значение"}""",
            asked.Body);
    }

    [Fact]
    public async Task A_new_store_is_told_with_the_token_the_service_gave_for_the_account()
    {
        var tenant = await TenantAsync(install: false);
        Partner.On("/api/v1/inventories/stores", _ => new Reply(200, Bindings));
        await tenant.InstallAsync();

        var id = await tenant.AddStoreAsync("Мой магазин1");
        await tenant.SettleAsync();

        var told = Assert.Single(Partner.At("/api/v1/inventories/stores"));
        Assert.Equal("PUT", told.Method);
        Assert.Equal("Bearer " + PartnerService.UserToken, told.Authorization);
        Assert.StartsWith("application/json", told.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.StartsWith("application/json", told.Headers["Accept"], StringComparison.Ordinal);
        Assert.Equal($$"""[{"uuid":"{{id}}","name":"Мой магазин1","address":null}]""", told.Body);
    }

    /// <summary>The published calls name the type of a body also where they have none.</summary>
    private static ByteArrayContent Empty()
    {
        var none = new ByteArrayContent([]);
        none.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return none;
    }
}

public sealed class SqliteSeedTextTests : SeedTextTests<SqliteFixture>;

public sealed class PostgreSqlSeedTextTests : SeedTextTests<PostgreSqlFixture>;
