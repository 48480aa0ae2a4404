using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

public abstract class ProductListTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_walk_over_ten_thousand_products_meets_each_once_while_others_are_made()
    {
        for (var half = 0; half < 2; half++)
        {
            Assert.Equal("COMPLETED", (string)(await DoneAsync(
                HttpMethod.Put, Products, Enumerable.Range(0, 5000).Select(_ => Product(Uuid())).ToArray()))["status"]!);
        }

        var met = new List<string>();
        var cursor = (string?)"";
        while (cursor is not null)
        {
            var page = (await App.GetAsync($"{Products}?cursor={cursor}")).Expect(200).Json;
            Assert.InRange(page["items"]!.AsArray().Count, 1, 1000);
            met.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["paging"]!["next_cursor"];
            if (met.Count < 10_000)
            {
                (await App.PostAsync(Products, Product(name: "later"))).Expect(200);
            }
        }

        Assert.Equal(met.Count, met.Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(met.Count, 10_000, 10_009);
        Assert.Empty((await IdsAsync(Groups)));
    }

    [Fact]
    public async Task Since_is_given_once_and_the_cursor_carries_it()
    {
        var till = await Tenant.AddTillAsync(StoreId);
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add((string)(await App.PostAsync(Products, Product())).Expect(200).Json["id"]!);
        }

        // Later than anything above on the clock of the server, and not later than anything below.
        var since = Tenant.Time((await PatchLaterAsync(ids[0]))["updated_at"]!).ToUnixTimeMilliseconds();
        foreach (var id in ids.Skip(1).Take(3))
        {
            (await App.PatchAsync($"{Products}/{id}", new { price = 2 })).Expect(200);
        }

        var first = (await App.GetAsync($"{Products}?since={since}&limit=3")).Expect(200).Json;
        var cursor = (string)first["paging"]!["next_cursor"]!;
        Assert.Matches("^[A-Za-z0-9_-]+$", cursor);
        var second = (await App.GetAsync($"{Products}?cursor={cursor}&since=99999999999999&limit=3")).Expect(200).Json;

        Assert.Equal(ids.Take(3), first["items"]!.AsArray().Select(item => (string)item!["id"]!));
        Assert.Equal([ids[3]], second["items"]!.AsArray().Select(item => (string)item!["id"]!));
        Assert.Equal("{}", second["paging"]!.Text());
        Assert.Empty(await IdsAsync($"{Products}?since=99999999999999"));
        Assert.Equal(6, (await IdsAsync($"{Products}?since=&cursor=&limit=x&unknown=1")).Count);

        async Task<JsonNode> PatchLaterAsync(string id)
        {
            var newest = (string)(await App.GetAsync($"{Products}/{ids[^1]}")).Json["updated_at"]!;
            while (true)
            {
                var changed = (await App.PatchAsync($"{Products}/{id}", new { price = 2 })).Expect(200).Json;
                if (string.CompareOrdinal((string)changed["updated_at"]!, newest) > 0)
                {
                    return changed;
                }
            }
        }
    }

    [Theory]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("since=yesterday", "since")]
    [InlineData("since=1.5", "since")]
    [InlineData("since=99999999999999999999", "since")]
    public async Task A_parameter_that_cannot_be_read_is_told(string query, string subject)
    {
        foreach (var path in new[] { Products, Groups })
        {
            Assert.Equal([subject], Subjects((await App.GetAsync($"{path}?{query}")).Expect(400).Json));
        }
    }

    [Fact]
    public async Task A_list_that_was_asked_for_often_shows_each_change_of_a_row_and_leaves_the_others_as_they_were()
    {
        var till = await Tenant.AddTillAsync(StoreId);
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add((string)(await App.PostAsync(Products, Product(name: $"Tea {i}"))).Expect(200).Json["id"]!);
        }

        await AskTwiceAsync();
        (await App.PatchAsync($"{Products}/{ids[1]}", new { price = 7.25 })).Expect(200);
        Assert.Equal("7.25", (await AskTwiceAsync())[1]!["price"]!.Text());
        Assert.Single((await till.SendAsync(Goods.Document("SELL", ids[2], 3))).Accepted);
        Assert.Equal("-3", (await AskTwiceAsync())[2]!["quantity"]!.Text());
        var renamed = Product(name: "Coffee");
        (await PutAsync($"{Products}/{ids[3]}", renamed)).Expect(200);
        Assert.Equal("Coffee", (string)(await AskTwiceAsync())[3]!["name"]!);
        (await App.DeleteAsync($"{Products}/{ids[0]}")).Expect(204);
        (await App.PostAsync(Products, Product(name: "Last"))).Expect(200);
        Assert.Equal(["Tea 1", "Tea 2", "Coffee", "Last"], (await AskTwiceAsync()).Select(item => (string)item!["name"]!));

        // The second answer comes from kept bytes; each product alone is read anew.
        async Task<JsonArray> AskTwiceAsync()
        {
            var first = (await App.GetAsync(Products)).Expect(200);
            var second = (await App.GetAsync(Products)).Expect(200);
            Assert.Equal(first.Bytes, second.Bytes);
            var listed = second.Json["items"]!.AsArray();
            foreach (var item in listed)
            {
                var alone = (await App.GetAsync($"{Products}/{item!["id"]}")).Expect(200);
                Assert.Equal(alone.Json.ToJsonString(), item.ToJsonString());
            }

            return listed;
        }
    }

    [Fact]
    public async Task A_list_that_did_not_change_is_told_to_be_the_same_and_stock_moved_by_a_sale_changes_it()
    {
        var till = await Tenant.AddTillAsync(StoreId);
        var product = Product(Uuid());
        product["quantity"] = 10;
        (await PutAsync($"{Products}/{product["id"]}", product)).Expect(200);
        var first = (await App.GetAsync(Products)).Expect(200);

        var same = await App.SendAsync(HttpMethod.Get, Products, null, ("If-None-Match", first.Header("ETag")!));
        same.Expect(304);
        Assert.Empty(same.Bytes);

        Assert.Single((await till.SendAsync(Goods.Document("SELL", (string)product["id"]!, 3))).Accepted);
        var second = (await App.SendAsync(HttpMethod.Get, Products, null, ("If-None-Match", first.Header("ETag")!))).Expect(200);
        Assert.Equal("7", second.Json["items"]![0]!["quantity"]!.Text());
    }
}

public sealed class SqliteProductListTests : ProductListTests<SqliteFixture>;

public sealed class PostgreSqlProductListTests : ProductListTests<PostgreSqlFixture>;
