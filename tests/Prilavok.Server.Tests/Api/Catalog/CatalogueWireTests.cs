using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

/// <summary>Each shape of the catalogue, byte for byte, in approved files. Time stands still; ids made by chance get names.</summary>
public abstract partial class CatalogueWireTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string ProductId = "50d02691-8e22-4b1d-ac8b-0216d423334f";
    private const string GroupId = "7a0c1f0e-2b53-4d0f-9a57-8a1f0a8f2c11";

    protected override bool IsStill => true;

    [Fact]
    public async Task Products_have_the_approved_shapes()
    {
        var text = new StringBuilder();
        Add(text, await PutAsync($"{Products}/{ProductId}", Full()));
        Add(text, await PutAsync($"{Products}/least", Product()));
        Add(text, await App.PatchAsync($"{Products}/{ProductId}", new { quantity = -0.834, price = 0.005, cost_price = 17100 }));
        Add(text, await App.GetAsync($"{Products}?limit=1"));
        Add(text, await App.GetAsync($"{Products}?since=99999999999999"));
        await MatchAsync(text, "products.txt");
    }

    [Fact]
    public async Task Groups_have_the_approved_shapes()
    {
        var text = new StringBuilder();
        Add(text, await PutAsync($"{Groups}/{GroupId}", Group()));
        var modified = Group();
        modified["parent_id"] = GroupId;
        modified["barcodes"] = new JsonArray("4600001");
        modified["attributes"] = new JsonArray(
            new JsonObject { ["id"] = "a1", ["name"] = "Размер", ["choices"] = new JsonArray(new JsonObject { ["id"] = "c1", ["name"] = "L" }) },
            new JsonObject { ["id"] = "a2", ["name"] = "Цвет" });
        Add(text, await PutAsync($"{Groups}/modified", modified));
        Add(text, await App.GetAsync(Groups));
        await MatchAsync(text, "groups.txt");
    }

    [Fact]
    public async Task Bulk_tasks_have_the_approved_shapes()
    {
        var text = new StringBuilder();
        var wrong = Product("wrong");
        wrong["price"] = -1;
        wrong.Remove("tax");
        var task = await BulkAsync(HttpMethod.Put, Products, new JsonArray(Product(ProductId), wrong, Product(), 5));
        var id = (string)task.Json["id"]!;
        Add(text, task, id);
        await Tenant.SettleAsync();
        Add(text, await App.GetAsync($"/bulks/{id}"), id);
        var removal = await BulkAsync(HttpMethod.Delete, $"{Groups}?id={GroupId}", null);
        var removalId = (string)removal.Json["id"]!;
        await Tenant.SettleAsync();
        Add(text, await App.GetAsync($"/bulks/{removalId}"), removalId);
        Add(text, await App.GetAsync("/bulks?limit=1"), removalId);
        await MatchAsync(text, "bulks.txt");
    }

    [Fact]
    public async Task Errors_have_the_approved_shapes()
    {
        var text = new StringBuilder();
        foreach (var (body, language) in Wrong)
        {
            var content = Caller.ContentOf(body);
            var answer = await App.SendAsync(HttpMethod.Post, Products, content, ("Accept-Language", language));
            text.Append("<<< ").Append(body.Length > 200 ? body[..200] + "…" : body).Append('\n');
            Add(text, answer);
        }

        foreach (var body in WrongGroups)
        {
            text.Append("<<< ").Append(body.Length > 200 ? body[..200] + "…" : body).Append('\n');
            Add(text, await App.PostAsync(Groups, body));
        }

        Add(text, await App.PatchAsync($"{Products}/{ProductId}", "{}"));
        Add(text, await App.PatchAsync($"{Products}/{ProductId}", """{"price":"сто"}"""));
        Add(text, await App.PatchAsync($"{Products}/{ProductId}", """{"price":1}"""));
        Add(text, await App.PatchAsync($"{Products}/{ProductId}", "[]"));
        Add(text, await App.PatchAsync($"{Groups}/{GroupId}", """{"name":"","barcodes":[""]}"""));
        Add(text, await App.DeleteAsync(Products));
        Add(text, await App.GetAsync($"{Products}?cursor=x"));
        Add(text, await App.GetAsync($"{Products}?since=x"));
        await MatchAsync(text, "errors.txt");
    }

    private static IEnumerable<(string Body, string Language)> Wrong =>
    [
        ("{}", "en"),
        ("{}", "ru-RU,ru;q=0.9"),
        ("{\"type\":\"NORMAS\",\n \"name\":\"Чай\", \"price\":1,\"measure_name\":\"шт\",\"tax\":\"NO_VAT\",\"allow_to_sell\":true}", "en"),
        ("""{"type":"NORMAL","name":"Чай","price":"сто","measure_name":"шт","tax":"NO_VAT","allow_to_sell":"да"}""", "ru"),
        ("""{"type":"NORMAL","name":"Tea","price":-0.01,"cost_price":10000000,"quantity":"12345678901","measure_name":"шт","tax":"VAT_99","allow_to_sell":true}""", "en"),
        ("""{"type":"NORMAL","name":"Tea","price":-0.01,"cost_price":10000000,"quantity":"12345678901","measure_name":"шт","tax":"VAT_0","allow_to_sell":1}""", "en"),
        ("""{"type":"NORMAL","name":"Tea","price":-0.01,"cost_price":10000000,"quantity":"12345678901","measure_name":"шт","tax":"VAT_0","allow_to_sell":1}""", "ru"),
        ("""{"type":"ALCOHOL_MARKED","name":"Beer","price":1,"measure_name":"шт","tax":"VAT_0","allow_to_sell":true}""", "en"),
        ("""{"type":"ALCOHOL_NOT_MARKED","name":"Beer","price":1,"measure_name":"шт","tax":"VAT_0","allow_to_sell":true,"alcohol_by_volume":0,"alcohol_product_kind_code":1000,"tare_volume":0.0004}""", "en"),
        ("""{"type":"TOBACCO_MARKED","name":"","price":1,"measure_name":"шт","tax":"VAT_0","allow_to_sell":true,"classification_code":"1","barcodes":{},"attributes_choices":[]}""", "en"),
        ("""{"type":"TOBACCO_MARKED","name":"","price":1,"measure_name":"шт","tax":"VAT_0","allow_to_sell":true,"classification_code":"1","parent_id":[]}""", "ru"),
        ($$"""{"type":"NORMAL","name":"{{new string('x', 161)}}","price":1,"measure_name":"шт","tax":"VAT_0","allow_to_sell":true}""", "ru"),
        ("5", "en"),
        ("{\"type\":\n  \"NORMAL\",,", "en"),
    ];

    private static IEnumerable<string> WrongGroups =>
    [
        "{}",
        """{"name":""}""",
        $$"""{"name":"{{new string('x', 129)}}"}""",
        """{"name":"x","barcodes":["1",""],"attributes":[{"name":"a","choices":[{"id":"c"},{"id":"c2","name":"n"}]}]}""",
        """{"name":"x","attributes":[{"id":"a","name":"n"},5]}""",
        """{"name":"x","attributes":{}}""",
        $$"""{"name":"x","attributes":[{{string.Join(',', Enumerable.Repeat("""{"id":"a","name":"n"}""", 201))}}]}""",
        $$"""{"name":"x","attributes":[{"id":"a","name":"n","choices":[{{string.Join(',', Enumerable.Repeat("""{"id":"a","name":"n"}""", 501))}}]}]}""",
    ];

    private static JsonObject Full()
    {
        var product = Product(name: "Вино \"Красное\" <сухое>", price: 100.005m);
        product["type"] = "ALCOHOL_MARKED";
        product["code"] = 123;
        product["cost_price"] = "50.0";
        product["quantity"] = 12.5;
        product["description"] = "";
        product["article_number"] = "A-1";
        product["quantity_in_package"] = 0;
        product["is_excisable"] = "true";
        product["is_age_limited"] = false;
        product["parent_id"] = GroupId;
        product["barcodes"] = new JsonArray();
        product["alcohol_codes"] = new JsonArray("0000000000000000001");
        product["alcohol_by_volume"] = 12.345;
        product["alcohol_product_kind_code"] = 403;
        product["tare_volume"] = 0.75;
        product["attributes_choices"] = new JsonObject { ["a1"] = "c1" };
        return product;
    }

    private void Add(StringBuilder text, Answer answer, string? task = null)
    {
        var asked = answer.Asked.Replace(StoreId, "{store}", StringComparison.Ordinal);
        var told = answer.Text.Replace(StoreId, "{store}", StringComparison.Ordinal).Replace(Tenant.OwnerId, "{owner}", StringComparison.Ordinal);
        if (task is not null)
        {
            asked = asked.Replace(task, "{task}", StringComparison.Ordinal);
            told = told.Replace(task, "{task}", StringComparison.Ordinal);
        }

        told = Cursor().Replace(told, "\"next_cursor\":\"{cursor}\"");
        text.Append(asked).Append('\n').Append(answer.Status).Append(' ').Append(told).Append("\n\n");
    }

    private static Task MatchAsync(StringBuilder text, string name) => Snapshot.MatchAsync(text.ToString(), name);

    [GeneratedRegex("\"next_cursor\":\"[A-Za-z0-9_-]+\"", RegexOptions.NonBacktracking)]
    private static partial Regex Cursor();
}

public sealed class SqliteCatalogueWireTests : CatalogueWireTests<SqliteFixture>;

public sealed class PostgreSqlCatalogueWireTests : CatalogueWireTests<PostgreSqlFixture>;
