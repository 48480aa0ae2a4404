using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>One document, all its faces: v2, v2 as webhooks carry it, v1, and the receipt. Each is an approved file.</summary>
public abstract class FacesTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string V2Hook = "/v2/documents";

    protected override bool IsStill => true;

    [Theory]
    [MemberData(nameof(Sample.Names), MemberType = typeof(Sample))]
    public async Task A_document_has_the_approved_faces(string name)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.AddAppAsync(new { name = "Modern", urls = new { documents = Partner.Url + V2Hook, documentsFormat = "v2" } });
        var sent = Sample.Read(name);
        Assert.Single((await till.SendAsync(sent)).Accepted);
        await tenant.SettleAsync();

        var v2 = (await tenant.App.GetAsync($"/stores/{till.StoreId}/documents/{sent["id"]}")).Expect(200).Text;
        var v1 = await Sample.V1Async(tenant, till.StoreId);
        var receipt = Partner.At("/api/v2/receipts").SingleOrDefault()?.Body;

        Assert.Equal($"[{v1}]", Assert.Single(Partner.At($"/api/v1/inventories/stores/{till.StoreId}/documents")).Body);
        var faces = $$"""{"v2":{{v2}},"v2 webhook":{{Assert.Single(Partner.At(V2Hook)).Body}},"v1":{{v1}},"receipt":{{receipt ?? "null"}}}""";
        await Snapshot.MatchAsync(JsonText.Pretty(Anonymous(faces, tenant, till, receipt)), name + ".json");
    }

    /// <summary>Ids made by chance get names.</summary>
    private static string Anonymous(string faces, Tenant tenant, Till till, string? receipt)
    {
        faces = faces
            .Replace(tenant.OwnerId, "the owner", StringComparison.Ordinal)
            .Replace(till.StoreId, "the store", StringComparison.Ordinal)
            .Replace(till.DeviceId, "the terminal", StringComparison.Ordinal);
        return receipt is null ? faces : faces.Replace((string)JsonNode.Parse(receipt)!["id"]!, "the event", StringComparison.Ordinal);
    }
}

public sealed class SqliteFacesTests : FacesTests<SqliteFixture>;

public sealed class PostgreSqlFacesTests : FacesTests<PostgreSqlFixture>;
