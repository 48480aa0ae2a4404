using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

/// <summary>Each choice about the catalogue that can be made the other way.</summary>
public sealed class CatalogueOptionsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_option_does_what_its_name_says(bool isSet)
    {
        (string, string)[] settings =
        [
            ("Catalogue:ClassifyAnyType", "true"), ("Catalogue:SkipUnchanged", "true"), ("Catalogue:KeepContents", "true"), ("Catalogue:LargestDelete", "2"),
            ("Catalogue:KeepOmittedQuantity", "true"), ("Catalogue:MoreTypes:0", "ROBOT_MARKED"), ("Catalogue:MoreTaxes:0", "VAT_99"),
        ];
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), isTurned: true, isSet ? settings : []);
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Importer" });
        var store = $"/stores/{await tenant.AddStoreAsync()}";
        var (group, product) = ($"{store}/product-groups/{Goods.NewId()}", $"{store}/products/{Goods.NewId()}");
        (await PutAsync(group, new JsonObject { ["name"] = "Teas" })).Expect(200);
        var good = Goods.V2("");
        (good["parent_id"], good["quantity"]) = (group.Split('/')[^1], 3);

        var first = (await PutAsync(product, good)).Expect(200).Text;
        server.Store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(isSet, first == (await PutAsync(product, good)).Expect(200).Text);
        good.Remove("quantity");
        Assert.Equal(isSet, (await PutAsync(product, good)).Expect(200).Json["quantity"] is not null);

        (good["type"], good["classification_code"]) = ("TOBACCO_MARKED", "2402");
        (await PutAsync(product, good)).Expect(isSet ? 200 : 400);
        (good["type"], good["tax"]) = ("ROBOT_MARKED", "VAT_99");
        (await PutAsync(product, good)).Expect(isSet ? 200 : 400);

        (await tenant.App.DeleteAsync(group)).Expect(204);
        (await tenant.App.GetAsync(product)).Expect(isSet ? 200 : 404);
        (await tenant.App.DeleteAsync($"{store}/products?id=a,b,c")).Expect(isSet ? 400 : 204);
        (await tenant.App.DeleteAsync($"{store}/products?id={string.Join(',', Enumerable.Range(0, 1001))}")).Expect(400);

        Task<Answer> PutAsync(string path, JsonObject body) => tenant.App.SendAsync(HttpMethod.Put, path, Caller.ContentOf(body));
    }
}
