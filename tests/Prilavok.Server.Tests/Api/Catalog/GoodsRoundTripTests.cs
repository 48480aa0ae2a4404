using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

/// <summary>Clients read an object, change one member and write the whole back. Then that member is changed, in no view anything else.</summary>
public abstract class GoodsRoundTripTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Changed = "Changed";

    private string ProductsV1 => $"/api/v1/inventories/stores/{StoreId}/products";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var (group, modified) = (Uuid(), Uuid());
        (await PutAsync($"{Groups}/{group}", Json("""{"name":"Drinks","code":"7","barcodes":["1"]}"""))).Expect(200);
        (await PutAsync($"{Groups}/{modified}", Json(
            """{"name":"Shirts","attributes":[{"id":"a","name":"Size","choices":[{"id":"c","name":"L"}]},{"id":"b","name":"Colour","choices":[]}]}"""))).Expect(200);
        foreach (var (more, parent) in new[]
        {
            ("{}", null),
            ("""{"type":"SERVICE"}""", group),
            ("""{"attributes_choices":{"a":"c"},"barcodes":["4600000000000",""],"quantity":-1.5}""", modified),
            ("""{"type":"WATER_MARKED","classification_code":"2201","quantity_in_package":20,"is_excisable":true,"is_age_limited":true,"code":"12"}""", null),
            ("""
             {"type":"ALCOHOL_MARKED","alcocodes":["0000000000000000001"],"alcohol_by_volume":12.5,"alcohol_product_kind_code":403,"tare_volume":0.75,
              "cost_price":0.01,"quantity":0,"description":"","article_number":"A \"1\" <é>","price":9999999.99}
             """, group),
        })
        {
            var product = Product(Uuid());
            foreach (var (name, value) in Json(more).AsObject())
            {
                product[name] = value!.DeepClone();
            }

            product["parent_id"] = parent;
            (await PutAsync($"{Products}/{product["id"]}", product)).Expect(200);
        }

        var uploaded = Goods.V1(Uuid(), 0.05m, 1.125m);
        uploaded["attributes"] = new JsonObject { ["размер"] = "42" };
        uploaded["barCodes"] = new JsonArray("2000000000060");
        (await App.PostAsync(ProductsV1, new JsonArray(
            uploaded,
            new JsonObject { ["uuid"] = Uuid(), ["name"] = "Repair", ["group"] = false, ["type"] = "SERVICE", ["price"] = 1, ["measureName"] = "", ["tax"] = "VAT_20" },
            new JsonObject { ["uuid"] = Uuid(), ["name"] = "Kinds", ["group"] = true, ["hasVariants"] = true }))).Expect(200);
    }

    [Fact]
    public async Task Each_product_and_group_can_be_put_as_it_was_read()
    {
        foreach (var path in new[] { Products, Groups })
        {
            foreach (var id in await IdsAsync(path))
            {
                await AssertOnlyNameChangesAsync((await App.GetAsync($"{path}/{id}")).Expect(200).Json, async body =>
                {
                    var former = Rename(body.AsObject());
                    var answer = (await PutAsync($"{path}/{id}", body)).Expect(200).Json;
                    Assert.Equal(Timeless(body), Timeless(answer));
                    return former;
                });
            }
        }
    }

    [Fact]
    public async Task A_page_can_be_put_in_bulk_as_it_was_read()
    {
        foreach (var path in new[] { Products, Groups })
        {
            await AssertOnlyNameChangesAsync((await App.GetAsync(path)).Expect(200).Json["items"]!, async body =>
            {
                var former = Rename(body[1]!.AsObject());
                Assert.Equal("COMPLETED", (string)(await DoneAsync(HttpMethod.Put, path, body))["status"]!);
                return former;
            });
        }
    }

    [Fact]
    public async Task What_was_read_in_the_first_version_can_be_uploaded()
    {
        var count = (await App.GetAsync(ProductsV1)).Expect(200).Json.AsArray().Count;
        Assert.Equal(10, count);
        for (var i = 0; i < count; i++)
        {
            await AssertOnlyNameChangesAsync((await App.GetAsync(ProductsV1)).Expect(200).Json, async body =>
            {
                var former = Rename(body[i]!.AsObject());
                var answer = (await App.PostAsync(ProductsV1, body)).Expect(200);
                Assert.True(answer.Header("X-Products-Violations-Count") is null or "0", answer.Header("X-Products-Violations"));
                return former;
            });
        }
    }

    [Fact]
    public async Task A_terminal_that_changes_a_product_leaves_alone_what_it_cannot_say()
    {
        var till = await Tenant.AddTillAsync(StoreId);
        foreach (var id in await IdsAsync(Products))
        {
            await AssertOnlyNameChangesAsync((await App.GetAsync($"{Products}/{id}")).Expect(200).Json, async body =>
            {
                var former = Rename(body.AsObject());
                await till.MakeAsync(body);
                return former;
            });
        }
    }

    [Fact]
    public async Task A_patch_may_be_the_whole_object()
    {
        var product = (await App.GetAsync(Products)).Expect(200).Json["items"]!.AsArray().Single(item => item!["price"]!.Text() == "0.05")!;
        var id = (string)product["id"]!;
        var before = await SeenAsync();

        (product["price"], product["name"]) = (77.5m, "not by this way");
        (await App.PatchAsync($"{Products}/{id}", product)).Expect(200);

        Assert.Equal(before, (await SeenAsync()).Replace("77.50", "0.05", StringComparison.Ordinal));
        Assert.Equal("77.50", (await App.GetAsync($"{Products}/{id}")).Json["price"]!.Text());
    }

    [Fact]
    public async Task Quantities_schemes_and_extras_can_be_sent_as_they_were_read()
    {
        var product = (await IdsAsync(Products))[^1];
        (await App.PostAsync(ProductsV1 + "/schemes", """[{"uuid":"s","appId":"x","items":[{"uuid":"f","type":"TEXT_FIELD","title":"Size","data":{"a":[1.50,null]}}]}]""")).Expect(200);
        (await App.PostAsync(ProductsV1 + "/extras", $$$"""[{"uuid":"e","key":{"uuid":"{{{product}}}"},"data":7},{"uuid":"e2","key":{"uuid":"p","store":"s"},"scheme":{"value":"1","fieldId":"f"}}]""")).Expect(200);

        await AssertTakenAsync("/schemes", body => body[0]!["items"]![0]!["title"] = "Changed");
        await AssertTakenAsync("/extras", body => body[1]!["scheme"]!["value"] = "2");
        await AssertTakenAsync("/quantities", body => body[product] = "8.125");
    }

    private async Task AssertTakenAsync(string kind, Action<JsonNode> change)
    {
        var body = (await App.GetAsync(ProductsV1 + kind)).Expect(200).Json;
        change(body);
        (await App.PostAsync(ProductsV1 + kind, body)).Expect(200);

        Assert.Equal(body.Text(), (await App.GetAsync(ProductsV1 + kind)).Expect(200).Json.Text());
    }

    /// <param name="write">Renames, writes, and says the former name.</param>
    private async Task AssertOnlyNameChangesAsync(JsonNode read, Func<JsonNode, Task<string>> write)
    {
        var before = await SeenAsync();
        var former = await write(read);
        var after = await SeenAsync();

        Assert.NotEqual(before, after);
        Assert.Equal(before, after.Replace(Changed, former, StringComparison.Ordinal));
        read = read is JsonArray array ? array.Single(item => (string?)item!["name"] == Changed)! : read;
        Assert.Equal(1, await RestoreAsync(read, former));
    }

    /// <summary>So that the next one is the only one again.</summary>
    private async Task<int> RestoreAsync(JsonNode renamed, string former)
    {
        var id = (string)(renamed["id"] ?? renamed["uuid"])!;
        var path = (await App.GetAsync($"{Groups}/{id}")).Status == 200 ? Groups : Products;
        var body = (await App.GetAsync($"{path}/{id}")).Expect(200).Json;
        body["name"] = former;
        (await PutAsync($"{path}/{id}", body)).Expect(200);
        return (await App.GetAsync(ProductsV1)).Json.AsArray().Count(item => (string?)item!["name"] == former && (string?)item["uuid"] == id);
    }

    /// <summary>All of the store in every view, but for the time of change, and no barcodes, which may be told by an empty list.</summary>
    private async Task<string> SeenAsync()
    {
        var texts = new List<string>();
        foreach (var path in new[] { ProductsV1, Products, Groups })
        {
            texts.Add(Timeless((await App.GetAsync(path)).Expect(200).Json));
        }

        return string.Join('\n', texts).Replace(",\"barcodes\":[]", "", StringComparison.Ordinal);
    }

    private static string Rename(JsonObject body)
    {
        var former = (string)body["name"]!;
        body["name"] = Changed;
        return former;
    }

    private static string Timeless(JsonNode node)
    {
        var copy = node.DeepClone();
        foreach (var item in copy switch { JsonArray array => array, { } one => one["items"] as JsonArray ?? [one.DeepClone()] })
        {
            item!.AsObject().Remove("updated_at");
        }

        return copy is JsonObject single && single.Remove("updated_at") ? single.Text() : copy.Text();
    }

    private static JsonNode Json(string json) => JsonNode.Parse(json)!;
}

public sealed class SqliteGoodsRoundTripTests : GoodsRoundTripTests<SqliteFixture>;

public sealed class PostgreSqlGoodsRoundTripTests : GoodsRoundTripTests<PostgreSqlFixture>;
