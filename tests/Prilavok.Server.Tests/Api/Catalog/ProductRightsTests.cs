using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

public abstract class ProductRightsTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    [Theory]
    [InlineData("GET", "/products", "product:read")]
    [InlineData("GET", "/products/x", "product:read")]
    [InlineData("POST", "/products", "product:write")]
    [InlineData("PUT", "/products", "product:write")]
    [InlineData("PUT", "/products/x", "product:write")]
    [InlineData("PATCH", "/products/x", "product:write")]
    [InlineData("DELETE", "/products?id=x", "product:write")]
    [InlineData("DELETE", "/products/x", "product:write")]
    [InlineData("GET", "/product-groups", "product-group:read")]
    [InlineData("GET", "/product-groups/x", "product-group:read")]
    [InlineData("POST", "/product-groups", "product-group:write")]
    [InlineData("PUT", "/product-groups", "product-group:write")]
    [InlineData("PUT", "/product-groups/x", "product-group:write")]
    [InlineData("PATCH", "/product-groups/x", "product-group:write")]
    [InlineData("DELETE", "/product-groups?id=x", "product-group:write")]
    [InlineData("DELETE", "/product-groups/x", "product-group:write")]
    [InlineData("POST", "/products/x/images", "product.image:write")]
    [InlineData("GET", "/products/x/images", "product.image:read")]
    [InlineData("GET", "/products/x/images/y", "product.image:read")]
    [InlineData("DELETE", "/products/x/images", "product.image:write")]
    [InlineData("DELETE", "/products/x/images/y", "product.image:write")]
    public async Task A_call_needs_its_right_and_sees_the_callers_owner_only(string method, string path, string right)
    {
        var without = await AppWithAsync([.. Core.Rights.All.Where(other => other != right)]);
        var with = await AppWithAsync(right);
        var stranger = (await TenantAsync()).App;

        (await SendAsync(without)).Expect(403);
        (await SendAsync(Anybody)).Expect(401);
        (await SendAsync(Anybody with { Token = "nobody's" })).Expect(401);
        (await SendAsync(stranger)).Expect(method == "POST" && path.EndsWith("images", StringComparison.Ordinal) ? 415 : 404);
        Assert.NotEqual(403, (await SendAsync(with)).Status);

        Task<Answer> SendAsync(Caller caller) => caller.SendAsync(
            new HttpMethod(method),
            $"/stores/{StoreId}{path}",
            method switch
            {
                "PUT" when path.EndsWith('s') => Caller.ContentOf(new[] { Product("x") }),
                "POST" or "PUT" => Caller.ContentOf(Product("x")),
                "PATCH" => Caller.ContentOf(new { price = 1, name = "x" }),
                _ => null,
            });
    }

    [Fact]
    public async Task Stock_is_seen_with_its_right_only()
    {
        var blind = await AppWithAsync("product:read");
        var id = Uuid();
        var product = Product();
        product["quantity"] = 2;
        Assert.Equal("2", (await PutAsync($"{Products}/{id}", product)).Expect(200).Json["quantity"]!.Text());

        Assert.False((await blind.GetAsync($"{Products}/{id}")).Expect(200).Json.AsObject().ContainsKey("quantity"));
        Assert.False((await blind.GetAsync(Products)).Expect(200).Json["items"]![0]!.AsObject().ContainsKey("quantity"));
        Assert.Equal("2", (await App.GetAsync(Products)).Expect(200).Json["items"]![0]!["quantity"]!.Text());
    }

    [Fact]
    public async Task Who_may_not_write_stock_leaves_it_and_is_refused_to_change_it()
    {
        var poor = await AppWithAsync("product:write", "product:read", "product.quantity:read");
        var id = Uuid();
        var product = Product();
        product["quantity"] = 7;

        Assert.Equal("0", Quantity(await PutAsync($"{Products}/{id}", product, poor)));
        Assert.Equal("0", Quantity(await poor.PostAsync(Products, product)));
        Assert.Equal("7", Quantity(await PutAsync($"{Products}/{id}", product)));
        product["quantity"] = 9;
        Assert.Equal("7", Quantity(await PutAsync($"{Products}/{id}", product, poor)));
        Assert.Equal("7", Quantity(await PutAsync($"{Products}/{id}", Product(), poor)));
        (await poor.PatchAsync($"{Products}/{id}", new { quantity = 1, price = 1 })).Expect(403);
        Assert.Equal("10", (await poor.GetAsync($"{Products}/{id}")).Json["price"]!.Text());
        Assert.Equal("7", Quantity(await poor.PatchAsync($"{Products}/{id}", new { price = 1 })));
        Assert.Equal("-0.500", Quantity(await App.PatchAsync($"{Products}/{id}", new { quantity = "-0.5" })));
        Assert.Equal("-0.500", Quantity(await App.GetAsync($"{Products}/{id}")));

        static string Quantity(Answer answer) => answer.Expect(200).Json["quantity"]!.Text();
    }

    [Fact]
    public async Task A_bulk_task_does_what_its_app_might_do_when_it_asked()
    {
        var poor = await AppWithAsync("product:write", "product:read");
        var product = Product(Uuid());
        product["quantity"] = 7;

        var done = await DoneAsync(HttpMethod.Put, Products, new JsonArray(product), poor);

        Assert.Equal("COMPLETED", (string)done["status"]!);
        Assert.False(done["details"]![0]!.AsObject().ContainsKey("quantity"));
        Assert.Equal("0", (await App.GetAsync($"{Products}/{product["id"]}")).Json["quantity"]!.Text());
    }
}

public sealed class SqliteProductRightsTests : ProductRightsTests<SqliteFixture>;

public sealed class PostgreSqlProductRightsTests : ProductRightsTests<PostgreSqlFixture>;
