using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>What one app wrote into a document on the terminal is of no concern to another.</summary>
public abstract class ExtrasTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    protected override bool IsStill => true;

    [Fact]
    public async Task An_app_sees_only_its_own_extras_in_every_face()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var other = await tenant.AddAppAsync(new { name = "Other", urls = new { documents = Partner.Url + "/other", documentsFormat = "v2" } });
        var sale = Sample.Read("SELL");
        sale["extras"] = new JsonObject
        {
            [other] = new JsonObject { ["secret"] = "of the other" },
            [tenant.AppId.ToUpperInvariant()] = new JsonObject { ["points"] = 12.50m },
            ["11111111-2222-4333-8444-555555555555"] = new JsonObject { ["secret"] = "of a third" },
        };

        await till.SendAsync(sale);
        await tenant.SettleAsync();

        var mine = $$$"""{"{{{tenant.AppId.ToUpperInvariant()}}}":{"points":12.50}}""";
        Assert.Equal(mine, (await tenant.App.GetAsync($"/stores/{till.StoreId}/documents/{sale["id"]}")).Json["extras"]!.ToJsonString());
        Assert.Equal(mine, JsonNode.Parse(await Sample.V1Async(tenant, till.StoreId))!["extras"]!.ToJsonString());
        Assert.Equal(mine, Assert.Single(Partner.At("/api/v2/receipts")).Json["data"]!["extras"]!.ToJsonString());
        Assert.Equal($$$"""{"{{{other}}}":{"secret":"of the other"}}""", Assert.Single(Partner.At("/other")).Json["extras"]!.ToJsonString());
    }
}

public sealed class SqliteExtrasTests : ExtrasTests<SqliteFixture>;

public sealed class PostgreSqlExtrasTests : ExtrasTests<PostgreSqlFixture>;
