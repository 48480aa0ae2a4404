using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Documents;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Documents;

/// <summary>The form between the versions, asked for as v1 asks.</summary>
public abstract class IntermediateDocumentsTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Since = "?gtCloseDate=2026-02-15";

    protected override bool IsStill => true;

    [Theory]
    [MemberData(nameof(Sample.Names), MemberType = typeof(Sample))]
    public async Task A_document_has_the_approved_form(string name)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        Assert.Single((await till.SendAsync(Sample.Read(name))).Accepted);

        var list = (await tenant.App.GetAsync(PathOf(till) + Since)).Expect(200).Text;

        var form = list[1..^1]
            .Replace(tenant.OwnerId, "the owner", StringComparison.Ordinal)
            .Replace(till.StoreId, "the store", StringComparison.Ordinal)
            .Replace(till.DeviceId, "the terminal", StringComparison.Ordinal);
        await Snapshot.MatchAsync(JsonText.Pretty(form), name + ".json");
    }

    [Fact]
    public async Task The_extras_are_those_of_the_asking_app()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var document = Sample.Read("OPEN_SESSION");
        document["extras"] = new JsonObject { ["other"] = new JsonObject { ["a"] = 1 }, [tenant.AppId.ToUpperInvariant()] = new JsonObject { ["snake_case"] = 2 } };
        await till.SendAsync(document);
        var other = await tenant.AllowAsync(Rights.All);

        Assert.Equal($$$"""{"{{{tenant.AppId.ToUpperInvariant()}}}":{"snake_case":2}}""", (await ListAsync(tenant.App, till, Since)).Single()["extras"]!.ToJsonString());
        Assert.Equal("{}", (await ListAsync(other, till, Since)).Single()["extras"]!.ToJsonString());
    }

    [Fact]
    public async Task What_belongs_to_others_keeps_its_names_and_what_nobody_knows_is_carried_over()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var document = Sample.Read("OPEN_SESSION");
        document["new_member"] = new JsonObject { ["inner_one"] = 1.50m };
        document["body"] = new JsonObject { ["some_list"] = new JsonArray(new JsonObject { ["a_b_c"] = true }), ["_odd__name_"] = "x" };
        var sale = Sample.Read("SELL");
        sale["body"]!["positions"]![0]!["mark_data"] = new JsonObject { ["raw_name"] = 1 };
        await till.SendAsync(document, sale);

        var all = await ListAsync(tenant.App, till, Since);
        var shown = all.Single(one => (string)one["type"]! == "OPEN_SESSION");
        var sold = all.Single(one => (string)one["type"]! == "SELL");

        Assert.Equal("""{"innerOne":1.50}""", shown["newMember"]!.ToJsonString());
        Assert.Equal("""{"someList":[{"aBC":true}],"OddName":"x"}""", shown["body"]!.ToJsonString());
        Assert.Equal("""{"raw_name":1}""", sold["body"]!["positions"]![0]!["markData"]!.ToJsonString());
        Assert.Null(shown["createdAt"]);
    }

    [Fact]
    public async Task The_rules_of_the_query_are_those_of_v1()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var second = await tenant.AddTillAsync(till.StoreId);
        await till.SendAsync(Sample.Read("X_REPORT"), Sample.Read("Z_REPORT"), Sample.Read("SELL"));
        await second.SendAsync(Sample.Read("PAYBACK"));

        Assert.Equal(["SELL", "X_REPORT", "Z_REPORT"], await TypesAsync("?types=FPRINT,SELL"));
        Assert.Equal(["PAYBACK"], await TypesAsync($"?deviceUuid={second.DeviceId.ToLowerInvariant()}"));
        Assert.Equal(["SELL"], await TypesAsync("?ltCloseDate=2026-03-01T10:02:00.000%2B0000&type=SELL"));
        Assert.Empty(await TypesAsync("?gtCloseDate=2026-03-02&types=NEWER"));
        var refused = (await tenant.App.GetAsync(PathOf(till) + "?gtCloseDate=2025-01-01")).Expect(400).Json["errors"]![0]!;
        Assert.Equal((2003, "gtCloseDate", "2025-01-01"), ((int)refused["code"]!, (string)refused["subject"]!, (string)refused["value"]!));
        Assert.Equal("{}", (await tenant.App.GetAsync("/api/v2/inventories/stores/nowhere/documents")).Expect(404).Text);

        async Task<IEnumerable<string>> TypesAsync(string query) => (await ListAsync(tenant.App, till, query)).Select(document => (string)document["type"]!).Order();
    }

    private static string PathOf(Till till) => $"/api/v2/inventories/stores/{till.StoreId}/documents";

    private static async Task<IReadOnlyList<JsonNode>> ListAsync(Caller app, Till till, string query) =>
        [.. (await app.GetAsync(PathOf(till) + query)).Expect(200).Json.AsArray().Select(document => document!)];
}

public sealed class SqliteIntermediateDocumentsTests : IntermediateDocumentsTests<SqliteFixture>;

public sealed class PostgreSqlIntermediateDocumentsTests : IntermediateDocumentsTests<PostgreSqlFixture>;
