using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

public abstract class BulkTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_task_is_readable_at_once_and_tells_of_every_item_in_order_once_it_is_done()
    {
        var products = Enumerable.Range(0, 450).Select(i => Product(Uuid(), $"Tea {i}")).ToArray();

        var accepted = (await BulkAsync(HttpMethod.Put, Products, products)).Expect(202).Json;
        Assert.Equal(("ACCEPTED", "product"), ((string)accepted["status"]!, (string)accepted["type"]!));
        Assert.Null(accepted["details"]);
        Assert.Matches("^(ACCEPTED|RUNNING|COMPLETED)$", (string)(await App.GetAsync($"/bulks/{accepted["id"]}")).Expect(200).Json["status"]!);
        await Tenant.SettleAsync();

        var done = (await App.GetAsync($"/bulks/{((string)accepted["id"]!).ToUpperInvariant()}")).Expect(200).Json;
        Assert.Equal("COMPLETED", (string)done["status"]!);
        Assert.Equal(products.Select(product => (string)product["id"]!), done["details"]!.AsArray().Select(item => (string)item!["id"]!));
        Assert.Equal((await App.GetAsync($"{Products}/{products[7]["id"]}")).Text, done["details"]![7]!.Text());
    }

    [Fact]
    public async Task What_is_wrong_with_an_item_is_told_in_its_place_and_the_others_are_applied()
    {
        var good = Product(Uuid());
        var anonymous = Product();
        var faulty = Product(Uuid());
        faulty.Remove("tax");
        faulty["price"] = -1;
        var misformed = Product(Uuid());
        misformed["allow_to_sell"] = "да";
        var last = Product(Uuid());

        var done = await DoneAsync(HttpMethod.Put, Products, new JsonArray(good, anonymous, faulty, 5, misformed, last));

        Assert.Equal("FAILED", (string)done["status"]!);
        var details = done["details"]!.AsArray();
        Assert.Equal(
            ["", "validation_failed", "validation_failed", "invalid_format", "invalid_format", ""],
            details.Select(item => (string?)item!["code"] is { } code && item["type"] is null ? code : ""));
        Assert.Equal(["id"], Subjects(details[1]!));
        Assert.Equal(["price", "tax"], Subjects(details[2]!).Order(StringComparer.Ordinal));
        Assert.Equal((string)faulty["id"]!, (string)details[2]!["product_id"]!);
        Assert.Equal((string)faulty["id"]!, (string)details[2]!["id"]!);
        Assert.Equal(["allow_to_sell"], Subjects(details[4]!));
        Assert.Matches("^line 1, column [0-9]+$", (string)details[4]!["value"]!);
        Assert.Equal(
            new[] { (string)good["id"]!, (string)last["id"]! }.Order(StringComparer.Ordinal), (await IdsAsync(Products)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_an_id_that_occurs_again_the_last_wins_even_far_apart()
    {
        var id = Uuid();
        var many = Enumerable.Range(0, 300).Select(_ => Product(Uuid())).Prepend(Product(id, "first")).Append(Product(id.ToUpperInvariant(), "last"));

        Assert.Equal("COMPLETED", (string)(await DoneAsync(HttpMethod.Put, Products, many.ToArray()))["status"]!);

        var kept = (await App.GetAsync($"{Products}/{id}")).Expect(200).Json;
        Assert.Equal(("last", id), ((string)kept["name"]!, (string)kept["id"]!));
        Assert.Equal(301, (await IdsAsync(Products)).Count);
    }

    [Fact]
    public async Task New_products_in_bulk_get_ids_and_groups_work_alike()
    {
        var made = await DoneAsync(HttpMethod.Post, Products, new JsonArray(Product(), Product(), Product("not a uuid")));
        Assert.Equal(3, made["details"]!.AsArray().Select(item => (string)item!["id"]!).Distinct().Count(id => Guid.TryParseExact(id, "D", out _)));

        var nameless = Group(Uuid());
        nameless.Remove("name");
        var groups = await DoneAsync(HttpMethod.Put, Groups, new JsonArray(Group(Uuid()), nameless));
        Assert.Equal(("product-group", "FAILED"), ((string)groups["type"]!, (string)groups["status"]!));
        Assert.Equal((string)nameless["id"]!, (string)groups["details"]![1]!["product_group_id"]!);
        Assert.Single(await IdsAsync(Groups));
    }

    [Fact]
    public async Task One_object_is_an_array_of_one_and_a_collection_is_put_in_bulk_whatever_it_is_called()
    {
        var id = Uuid();
        Assert.Single((await DoneAsync(HttpMethod.Put, Products, Product(id)))["details"]!.AsArray());
        Assert.Single((await DoneAsync(HttpMethod.Post, Products, Product()))["details"]!.AsArray());

        (await PutAsync(Products, new[] { Product(id, "plain") })).Expect(202);
        await Tenant.SettleAsync();

        Assert.Equal("plain", (string)(await App.GetAsync($"{Products}/{id}")).Json["name"]!);
    }

    [Fact]
    public async Task Only_what_is_wrong_with_the_request_as_a_whole_is_told_at_once()
    {
        foreach (var (body, code) in new[] { ("[]", "validation_failed"), ("5", "invalid_format"), ("\"x\"", "invalid_format"), ("[1,", "invalid_format"), ("", "invalid_format") })
        {
            Assert.Equal(code, (string)(await BulkAsync(HttpMethod.Put, Products, body)).Expect(400).Json["code"]!);
        }

        (await BulkAsync(HttpMethod.Put, Products, Enumerable.Range(0, 5001))).Expect(400);
        (await BulkAsync(HttpMethod.Put, Products, Enumerable.Range(0, 5000))).Expect(202);
        await Tenant.SettleAsync();
        var task = Assert.Single((await App.GetAsync("/bulks")).Json["items"]!.AsArray())!;
        Assert.Equal(("FAILED", 5000), ((string)task["status"]!, task["details"]!.AsArray().Count));
    }

    [Fact]
    public async Task Ids_removed_in_bulk_are_a_task_of_empty_objects()
    {
        var (first, second) = (Uuid(), Uuid());
        await DoneAsync(HttpMethod.Put, Products, new JsonArray(Product(first), Product(second)));

        var done = await DoneAsync(HttpMethod.Delete, $"{Products}?id={first},{Uuid()}", null);

        Assert.Equal(("product", "COMPLETED", "[{},{}]"), ((string)done["type"]!, (string)done["status"]!, done["details"]!.Text()));
        Assert.Equal([second], await IdsAsync(Products));
        (await BulkAsync(HttpMethod.Delete, Products, null)).Expect(400);
        (await BulkAsync(HttpMethod.Delete, $"{Products}/{second}", null)).Expect(204);
    }

    [Fact]
    public async Task A_group_removed_in_bulk_is_emptied_however_much_is_in_it()
    {
        var group = Uuid();
        (await PutAsync($"{Groups}/{group}", Group())).Expect(200);
        var inside = Enumerable.Range(0, 1100).Select(_ =>
        {
            var product = Product(Uuid());
            product["parent_id"] = group;
            return product;
        });
        await DoneAsync(HttpMethod.Put, Products, inside.ToArray());

        Assert.Equal("[{}]", (await DoneAsync(HttpMethod.Delete, $"{Groups}?id={group}", null))["details"]!.Text());

        Assert.Empty(await IdsAsync(Products));
        Assert.Empty(await IdsAsync(Groups));
    }

    [Fact]
    public async Task Tasks_are_listed_newest_first_to_the_token_that_made_them()
    {
        var other = await AppWithAsync("product:write");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((string)(await BulkAsync(HttpMethod.Put, Products, new[] { Product(Uuid()) })).Expect(202).Json["id"]!);
        }

        await Tenant.SettleAsync();
        var first = (await App.GetAsync("/bulks?limit=2")).Expect(200).Json;
        var second = (await App.GetAsync($"/bulks?cursor={first["paging"]!["next_cursor"]}")).Expect(200).Json;

        Assert.Equal([ids[2], ids[1]], first["items"]!.AsArray().Select(item => (string)item!["id"]!));
        Assert.Equal([ids[0]], second["items"]!.AsArray().Select(item => (string)item!["id"]!));
        Assert.Equal("{}", second["paging"]!.Text());
        Assert.Empty((await other.GetAsync("/bulks")).Expect(200).Json["items"]!.AsArray());
        (await other.GetAsync($"/bulks/{ids[0]}")).Expect(404);
        (await App.GetAsync($"/bulks/{Uuid()}")).Expect(404);
        (await App.GetAsync("/bulks?cursor=nonsense")).Expect(400);
        (await Anybody.GetAsync("/bulks")).Expect(401);
    }

    [Fact]
    public async Task Tasks_are_done_in_the_order_they_were_accepted()
    {
        var id = Uuid();
        for (var i = 0; i < 5; i++)
        {
            var many = Enumerable.Range(0, 250).Select(_ => Product(Uuid())).Append(Product(id, $"{i}"));
            (await BulkAsync(HttpMethod.Put, Products, many.ToArray())).Expect(202);
        }

        await Tenant.SettleAsync();

        Assert.Equal("4", (string)(await App.GetAsync($"{Products}/{id}")).Json["name"]!);
    }
}

public sealed class SqliteBulkTests : BulkTests<SqliteFixture>;

public sealed class PostgreSqlBulkTests : BulkTests<PostgreSqlFixture>;
