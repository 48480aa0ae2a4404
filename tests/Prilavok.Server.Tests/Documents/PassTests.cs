using System.Text.Json;
using System.Text.Json.Nodes;
using Prilavok.Server.Documents.Shapes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>From the terminal to v2 and to the webhook of its form: a document of each kind says there what it said here.</summary>
public abstract class PassTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Hook = "/v2/documents";

    private static readonly string[] Added = ["device_id", "store_id", "user_id", "created_at", "version", "extras", "time_zone_offset"];

    [Fact]
    public async Task A_document_of_each_kind_passes_unchanged()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.AddAppAsync(new { name = "Modern", urls = new { documents = Partner.Url + Hook, documentsFormat = "v2" } });
        var sent = Documents().ToList();
        for (var i = 0; i < sent.Count; i++)
        {
            sent[i]["id"] = $"doc-{i}";
        }

        Assert.Equal(sent.Select(document => (string)document["id"]!), (await till.SendAsync([.. sent])).Accepted);
        await tenant.SettleAsync();
        var told = Partner.At(Hook).ToDictionary(call => (string)call.Json["id"]!, call => call.Body);

        Assert.Equal(sent.Count, told.Count);
        foreach (var document in sent)
        {
            var id = (string)document["id"]!;
            Check(document, (await tenant.App.GetAsync($"/stores/{till.StoreId}/documents/{id}")).Expect(200).Text);
            Check(document, told[id]);
        }
    }

    private static IEnumerable<JsonObject> Documents() =>
    [
        .. Sample.Names.Select(name => Sample.Read(name.Data)),
        .. DocumentShapes.Kinds.Append("CORRECTION").Append("PAYMENT").Append("SOME_NEW").Select(FullDocument.Of),
    ];

    private static void Check(JsonObject sent, string given)
    {
        var (said, told) = (JsonElement.Parse(sent.ToJsonString()), JsonElement.Parse(given));
        var kind = said.GetProperty("type").GetString()!;
        foreach (var member in said.EnumerateObject().Where(member => member.Name != "body"))
        {
            SameDocument.Check(member.Value, told.GetProperty(member.Name), Shape.Unknown, $"{kind}.{member.Name}");
        }

        Assert.Empty(told.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null).Select(member => member.Name)
            .Except(said.EnumerateObject().Select(member => member.Name)).Except(Added));
        SameDocument.Check(said.GetProperty("body"), told.GetProperty("body"), DocumentShapes.OfBody(kind), kind);
    }
}

public sealed class SqlitePassTests : PassTests<SqliteFixture>;

public sealed class PostgreSqlPassTests : PassTests<PostgreSqlFixture>;
