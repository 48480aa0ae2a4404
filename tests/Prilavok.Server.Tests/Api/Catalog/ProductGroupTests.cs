using System.Text.Json.Nodes;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

public abstract class ProductGroupTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_group_is_created_replaced_changed_and_removed_with_the_documented_statuses()
    {
        var created = (await App.PostAsync(Groups, Group())).Expect(200).Json;
        var path = $"{Groups}/{created["id"]}";
        Assert.Equal(created.Text(), (await App.GetAsync(path)).Expect(200).Text);

        var replaced = (await PutAsync(path, Group(name: "Coffees"))).Expect(200).Json;
        Assert.Equal((string)created["created_at"]!, (string)replaced["created_at"]!);

        Assert.Equal("Cocoas", (string)(await App.PatchAsync(path, new { name = "Cocoas" })).Expect(200).Json["name"]!);
        var coded = (await App.PatchAsync(path, """{"barcodes":["1","2"]}""")).Expect(200).Json;
        Assert.Equal(("Cocoas", """["1","2"]"""), ((string)coded["name"]!, coded["barcodes"]!.Text()));

        (await App.DeleteAsync(path)).Expect(204);
        (await App.GetAsync(path)).Expect(404);
        (await App.DeleteAsync(path)).Expect(404);
    }

    [Fact]
    public async Task A_group_of_modifications_holds_its_attributes_and_survives_being_written_back()
    {
        var (size, large, small) = (Uuid(), Uuid(), Uuid());
        var group = Group(Uuid(), "Shirts");
        group["barcodes"] = new JsonArray("4600001");
        group["attributes"] = new JsonArray(new JsonObject
        {
            ["id"] = size,
            ["name"] = "Размер",
            ["choices"] = new JsonArray(new JsonObject { ["id"] = large, ["name"] = "L" }, new JsonObject { ["id"] = small, ["name"] = "S" }),
        });
        (await PutAsync($"{Groups}/{group["id"]}", group)).Expect(200);
        var modification = Product(Uuid(), "Shirt L");
        modification["parent_id"] = (string)group["id"]!;
        modification["attributes_choices"] = new JsonObject { [size] = large };
        (await PutAsync($"{Products}/{modification["id"]}", modification)).Expect(200);

        var before = (await App.GetAsync($"{Groups}/{group["id"]}")).Expect(200).Json.AsObject();
        var after = (await PutAsync($"{Groups}/{group["id"]}", before)).Expect(200).Json.AsObject();

        Assert.Equal(group["attributes"]!.Text(), before["attributes"]!.Text());
        before.Remove("updated_at");
        after.Remove("updated_at");
        Assert.Equal(before.Text(), after.Text());
        var read = (await App.GetAsync($"{Products}/{modification["id"]}")).Expect(200).Json;
        Assert.Equal(modification["attributes_choices"]!.Text(), read["attributes_choices"]!.Text());
        Assert.True((bool)(await App.GetAsync($"/api/v1/inventories/stores/{StoreId}/products")).Json[0]!["hasVariants"]!);
    }

    [Fact]
    public async Task A_removed_group_takes_what_is_inside_with_it()
    {
        var (top, inner, elsewhere) = (Uuid(), Uuid(), Uuid());
        (await PutAsync($"{Groups}/{top}", Group())).Expect(200);
        (await PutAsync($"{Groups}/{inner}", Parent(Group(), top))).Expect(200);
        (await PutAsync($"{Groups}/{elsewhere}", Group())).Expect(200);
        var stays = Uuid();
        (await PutAsync($"{Products}/{Uuid()}", Parent(Product(), inner.ToUpperInvariant()))).Expect(200);
        (await PutAsync($"{Products}/{Uuid()}", Parent(Product(), top))).Expect(200);
        (await PutAsync($"{Products}/{stays}", Parent(Product(), elsewhere))).Expect(200);

        (await App.DeleteAsync($"{Groups}?id={top},{Uuid()}")).Expect(204);

        Assert.Equal([elsewhere], await IdsAsync(Groups));
        Assert.Equal([stays], await IdsAsync(Products));

        static JsonObject Parent(JsonObject thing, string id)
        {
            thing["parent_id"] = id;
            return thing;
        }
    }

    [Fact]
    public async Task A_parent_that_is_not_there_is_accepted_and_may_come_later()
    {
        var (parent, id) = (Uuid(), Uuid());
        var product = Product();
        product["parent_id"] = parent;
        (await PutAsync($"{Products}/{id}", product)).Expect(200);
        (await PutAsync($"{Groups}/{parent}", Group())).Expect(200);

        (await App.DeleteAsync($"{Groups}/{parent}")).Expect(204);

        (await App.GetAsync($"{Products}/{id}")).Expect(404);
    }
}

public sealed class SqliteProductGroupTests : ProductGroupTests<SqliteFixture>;

public sealed class PostgreSqlProductGroupTests : ProductGroupTests<PostgreSqlFixture>;
