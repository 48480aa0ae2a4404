using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

public abstract class ProductWriteTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly string[] Changing = ["updated_at", "name"];

    [Fact]
    public async Task A_product_is_created_replaced_changed_and_removed_with_the_documented_statuses()
    {
        var created = (await App.PostAsync(Products, Product())).Expect(200).Json;
        var path = $"{Products}/{created["id"]}";
        Assert.Equal(StoreId, (string)created["store_id"]!);
        Assert.Equal(Tenant.OwnerId, (string)created["user_id"]!);
        Assert.Equal(created.Text(), (await App.GetAsync(path)).Expect(200).Text);

        var replaced = (await PutAsync(path, Product(name: "Coffee"))).Expect(200).Json;
        Assert.Equal((string)created["created_at"]!, (string)replaced["created_at"]!);
        Assert.Equal("Coffee", (string)replaced["name"]!);

        var changed = (await App.PatchAsync(path, new { price = 12.345, cost_price = "7.5", name = "ignored" })).Expect(200).Json;
        Assert.Equal(("12.35", "7.50", "Coffee"), (changed["price"]!.Text(), changed["cost_price"]!.Text(), (string)changed["name"]!));
        Assert.Equal(changed.Text(), (await App.GetAsync(path)).Expect(200).Text);

        var removed = (await App.DeleteAsync(path)).Expect(204);
        Assert.Empty(removed.Bytes);
        (await App.GetAsync(path)).Expect(404);
        (await App.DeleteAsync(path)).Expect(404);
        (await App.PatchAsync(path, new { price = 1 })).Expect(404);
    }

    [Fact]
    public async Task What_was_read_changed_in_one_member_and_written_back_is_otherwise_as_it_was()
    {
        var group = (string)(await App.PostAsync(Groups, Group())).Expect(200).Json["id"]!;
        var full = Product(Uuid());
        foreach (var (name, value) in Full(group))
        {
            full[name] = value?.DeepClone();
        }

        var path = $"{Products}/{full["id"]}";
        (await PutAsync(path, full)).Expect(200);
        var before = (JsonObject)(await App.GetAsync(path)).Expect(200).Json;
        Assert.All(Full(group), member => Assert.True(before.ContainsKey(member.Key), member.Key));

        var edited = (JsonObject)before.DeepClone();
        edited["name"] = "Changed";
        var after = (JsonObject)(await PutAsync(path, edited)).Expect(200).Json;

        Assert.Equal("Changed", (string)after["name"]!);
        foreach (var name in Changing)
        {
            before.Remove(name);
            after.Remove(name);
        }

        Assert.Equal(before.Text(), after.Text());
    }

    [Fact]
    public async Task What_v1_wrote_is_written_back_by_v2_and_v1_still_sees_its_own_members()
    {
        var id = Uuid();
        var v1 = Goods.V1(id, quantity: 2);
        v1["barCodes"] = new JsonArray("4600001");
        v1["attributes"] = new JsonObject { ["Цвет"] = "красный" };
        v1["alcoholByVolume"] = 0;
        v1["alcoholProductKindCode"] = 0;
        v1["tareVolume"] = 0;
        var root = $"/api/v1/inventories/stores/{StoreId}/products";
        (await App.PostAsync(root, new[] { v1 })).Expect(200);
        var before = (await App.GetAsync(root)).Text;

        var product = (await App.GetAsync($"{Products}/{id}")).Expect(200).Json;
        (await PutAsync($"{Products}/{id}", product)).Expect(200);

        Assert.Equal(before, (await App.GetAsync(root)).Text);
    }

    [Fact]
    public async Task A_replacement_drops_what_it_does_not_say()
    {
        var id = Uuid();
        var full = Product();
        full["description"] = "Old";
        full["barcodes"] = new JsonArray("1");
        full["quantity"] = 5;
        (await PutAsync($"{Products}/{id}", full)).Expect(200);

        var after = (await PutAsync($"{Products}/{id}", Product())).Expect(200).Json.AsObject();

        Assert.False(after.ContainsKey("description"));
        Assert.False(after.ContainsKey("barcodes"));
        Assert.False(after.ContainsKey("quantity"));
    }

    [Fact]
    public async Task The_time_of_change_moves_with_every_replacement()
    {
        var id = Uuid();
        var first = (await PutAsync($"{Products}/{id}", Product())).Expect(200).Json;
        string updated;
        do
        {
            updated = (string)(await PutAsync($"{Products}/{id}", Product())).Expect(200).Json["updated_at"]!;
        }
        while (updated == (string)first["updated_at"]!); // A millisecond has to pass.

        Assert.True(string.CompareOrdinal(updated, (string)first["updated_at"]!) > 0);
        Assert.Equal((string)first["created_at"]!, (string)(await App.GetAsync($"{Products}/{id}")).Json["created_at"]!);
    }

    [Fact]
    public async Task A_new_product_may_wish_for_a_free_uuid_and_gets_another_id_otherwise()
    {
        var wished = Uuid();
        Assert.Equal(wished, (string)(await App.PostAsync(Products, Product(wished))).Expect(200).Json["id"]!);

        foreach (var body in new[] { Product(wished.ToUpperInvariant()), Product("n1e2w3-t4ov5qr6"), Product(), With(Product(), "") })
        {
            var id = (string)(await App.PostAsync(Products, body)).Expect(200).Json["id"]!;
            Assert.True(Guid.TryParseExact(id, "D", out _));
            Assert.NotEqual(wished, id, StringComparer.OrdinalIgnoreCase);
        }

        var odd = Product();
        odd["id"] = new JsonObject();
        (await App.PostAsync(Products, odd)).Expect(200);
        Assert.Equal(6, (await IdsAsync(Products)).Count);
    }

    [Fact]
    public async Task Ids_are_opaque_in_a_path_compared_without_case_and_echoed_as_they_were_made()
    {
        (await PutAsync($"{Products}/n1e2w3-T4ov5qr6", Product())).Expect(200);

        var again = (await PutAsync($"{Products.ToLowerInvariant()}/N1E2W3-t4OV5QR6", Product("another", name: "Coffee"))).Expect(200).Json;

        Assert.Equal("n1e2w3-T4ov5qr6", (string)again["id"]!);
        Assert.Equal(StoreId, (string)again["store_id"]!);
        Assert.Equal(["n1e2w3-T4ov5qr6"], await IdsAsync(Products));
        (await App.DeleteAsync($"{Products}/N1E2W3-T4OV5QR6")).Expect(204);
    }

    [Fact]
    public async Task The_same_id_in_two_stores_is_two_products_and_unknown_stores_have_none()
    {
        var other = await Tenant.AddStoreAsync("Second");
        var id = Uuid();
        (await PutAsync($"{Products}/{id}", Product(name: "Here"))).Expect(200);
        (await PutAsync($"/stores/{other}/products/{id}", Product(name: "There"))).Expect(200);
        Assert.Equal("Here", (string)(await App.GetAsync($"{Products}/{id}")).Json["name"]!);

        const string Nowhere = "/stores/201fsd014-0000/products";
        (await App.GetAsync(Nowhere)).Expect(404);
        (await App.GetAsync($"{Nowhere}/{id}")).Expect(404);
        (await App.PostAsync(Nowhere, Product())).Expect(404);
        (await App.PostAsync(Nowhere, new[] { Product() })).Expect(404);
        (await PutAsync($"{Nowhere}/{id}", Product())).Expect(404);
        (await App.PatchAsync($"{Nowhere}/{id}", new { price = 1 })).Expect(404);
        (await App.DeleteAsync($"{Nowhere}?id={id}")).Expect(404);
        (await BulkAsync(HttpMethod.Put, Nowhere, new[] { Product(id) })).Expect(404);
        (await PutAsync($"{Products}/{new string('x', 65)}", Product())).Expect(404);
    }

    [Fact]
    public async Task An_id_of_a_group_is_no_id_of_a_product()
    {
        var id = Uuid();
        (await PutAsync($"{Groups}/{id}", Group())).Expect(200);

        Assert.Equal(["id"], Subjects((await PutAsync($"{Products}/{id}", Product())).Expect(400).Json));
        (await App.GetAsync($"{Products}/{id}")).Expect(404);
        (await App.PatchAsync($"{Products}/{id}", new { price = 1 })).Expect(404);
        (await App.DeleteAsync($"{Products}/{id}")).Expect(404);
        (await App.DeleteAsync($"{Products}?id={id}")).Expect(204);
        (await App.GetAsync($"{Groups}/{id}")).Expect(200);
    }

    [Fact]
    public async Task A_list_of_ids_is_removed_whichever_way_it_is_given_and_what_is_unknown_is_passed_over()
    {
        var ids = Enumerable.Range(0, 6).Select(_ => Uuid()).ToList();
        foreach (var id in ids)
        {
            (await PutAsync($"{Products}/{id}", Product())).Expect(200);
        }

        (await App.DeleteAsync($"{Products}?id={ids[0]},{ids[1].ToUpperInvariant()}")).Expect(204);
        (await App.DeleteAsync($"{Products}?id={ids[2]}&id={ids[3]}&id={Uuid()}")).Expect(204);
        (await App.DeleteAsync($"{Products}?id={ids[4]}%2C{ids[4]}")).Expect(204);

        Assert.Equal([ids[5]], await IdsAsync(Products));
        Assert.Equal(["id"], Subjects((await App.DeleteAsync(Products)).Expect(400).Json));
        Assert.Equal(["id"], Subjects((await App.DeleteAsync(Products + "?id=")).Expect(400).Json));
        var many = string.Join(',', Enumerable.Range(0, 1001));
        Assert.Equal(["id"], Subjects((await App.DeleteAsync($"{Products}?id={many}")).Expect(400).Json));
        Assert.Equal([ids[5]], await IdsAsync(Products));
        (await App.DeleteAsync($"{Products}?id=%00")).Expect(400);
        (await App.DeleteAsync($"{Products}?id={many[..many.LastIndexOf(',')]},{ids[5]}")).Expect(400);
        (await App.DeleteAsync($"{Products}?id={string.Join(',', Enumerable.Range(0, 999))},{ids[5]}")).Expect(204);
        Assert.Empty(await IdsAsync(Products));
    }

    [Fact]
    public async Task A_plain_array_is_made_at_once_and_answered_item_by_item()
    {
        var wished = Uuid();
        var wrong = Product();
        wrong.Remove("tax");

        var results = (await App.PostAsync(Products, new JsonArray(Product(wished), wrong, null, Product("no uuid")))).Expect(200).Json.AsArray();

        Assert.Equal(4, results.Count);
        Assert.Equal(wished, (string)results[0]!["id"]!);
        Assert.Equal(("validation_failed", "tax"), ((string)results[1]!["code"]!, Assert.Single(Subjects(results[1]!))));
        Assert.Equal("invalid_format", (string)results[2]!["code"]!);
        Assert.Equal([wished, (string)results[3]!["id"]!], (await IdsAsync(Products)).OrderBy(id => id != wished));
        (await App.PostAsync(Products, "[]")).Expect(400);
        (await App.PostAsync(Products, Enumerable.Range(0, 5001))).Expect(400);
    }

    [Fact]
    public async Task Terminals_hear_of_what_services_change_and_v1_services_do_not()
    {
        var till = await Tenant.AddTillAsync(StoreId);
        var (_, after) = await till.ChangesAsync(0);
        var id = Uuid();
        (await PutAsync($"{Groups}/{Uuid()}", Group())).Expect(200);
        (await PutAsync($"{Products}/{id}", Product(price: 99.5m))).Expect(200);
        (await App.DeleteAsync($"{Products}/{id}")).Expect(204);

        var (changes, _) = await till.ChangesAsync(after);

        Assert.Equal(["product-group", "product", "product"], changes.Select(change => (string)change["kind"]!));
        Assert.Equal("99.50", changes[1]["data"]!["price"]!.Text());
        Assert.Null(changes[2]["data"]);
        await Tenant.SettleAsync();
        Assert.DoesNotContain(Partner.Received, request => request.Path.Contains("/products", StringComparison.Ordinal));
    }

    private static JsonObject Full(string group) => new()
    {
        ["code"] = 123,
        ["cost_price"] = 50.25,
        ["quantity"] = -1.5,
        ["description"] = "Чёрный «чай» \"крупный\" <лист>",
        ["article_number"] = "",
        ["classification_code"] = "2202",
        ["quantity_in_package"] = 20,
        ["is_excisable"] = true,
        ["is_age_limited"] = false,
        ["parent_id"] = group,
        ["barcodes"] = new JsonArray("4600001", ""),
        ["alcocodes"] = new JsonArray("0000000000000000001"),
        ["alcohol_by_volume"] = 40.5,
        ["alcohol_product_kind_code"] = 200,
        ["tare_volume"] = 0.75,
        ["attributes_choices"] = new JsonObject { [Uuid()] = Uuid() },
    };
}

public sealed class SqliteProductWriteTests : ProductWriteTests<SqliteFixture>;

public sealed class PostgreSqlProductWriteTests : ProductWriteTests<PostgreSqlFixture>;
