using Prilavok.Core.Catalog;
using Xunit;

namespace Prilavok.Server.Tests.Sandbox;

/// <summary>Keeps the books of both stores beside the documents.</summary>
public sealed class DemoStockTests
{
    private readonly Dictionary<(string StoreId, string ProductId), Product> _products =
        DemoDocuments.Shop.Products.ToDictionary(product => (product.StoreId, product.Id));

    [Fact]
    public void Every_position_tells_the_stock_before_it_and_nothing_is_sold_that_is_not_there()
    {
        var stock = _products.ToDictionary(pair => pair.Key, pair => (pair.Value.Quantity ?? 0) / 1000m);
        foreach (var document in DemoDocuments.All.Where(document => document.Type != "REVALUATION"))
        {
            foreach (var position in document.Positions)
            {
                var key = (document.StoreId, position.Text("product_id"));
                var quantity = position.Number("quantity");
                Assert.Equal(stock[key], position.Number("initial_quantity"));
                stock[key] = _products[key].Type == "SERVICE" ? 0 : document.Type switch
                {
                    "PAYBACK" or "BUY" or "ACCEPT" => stock[key] + quantity,
                    "SELL" or "BUYBACK" or "RETURN" or "WRITE_OFF" or "OPEN_TARE" => stock[key] - quantity,
                    "INVENTORY" => quantity,
                    _ => throw new InvalidOperationException(document.Type),
                };
                Assert.True(stock[key] >= 0, document.Id);
            }
        }
    }

    [Fact]
    public void Goods_are_sold_at_the_price_of_the_last_revaluation()
    {
        var prices = _products.ToDictionary(pair => pair.Key, pair => (pair.Value.Price ?? 0) / 100m);
        foreach (var document in DemoDocuments.All.Where(document => document.Type is "SELL" or "WRITE_OFF" or "REVALUATION"))
        {
            foreach (var position in document.Positions)
            {
                var key = (document.StoreId, position.Text("product_id"));
                if (document.Type == "REVALUATION")
                {
                    var price = position.GetProperty("price");
                    Assert.Equal(prices[key], price.Number("before"));
                    Assert.True(price.Number("after") > price.Number("accept"));
                    prices[key] = price.Number("after");
                }
                else
                {
                    Assert.Equal(prices[key], position.Number("price"));
                }
            }
        }

        Assert.Contains(prices, pair => pair.Value != (_products[pair.Key].Price ?? 0) / 100m);
    }

    [Fact]
    public void A_position_says_what_the_product_is()
    {
        foreach (var document in DemoDocuments.All.Where(document => document.Type != "REVALUATION"))
        {
            Assert.All(document.Positions, position =>
            {
                var product = _products[(document.StoreId, position.Text("product_id"))];
                Assert.Equal(product.Name, position.Text("product_name"));
                Assert.Equal(product.Code, position.Text("code"));
                Assert.Equal(product.Type, position.Text("product_type"));
                Assert.Equal(product.MeasureName, position.Text("measure_name"));
                Assert.Equal(product.MeasureName == "кг" ? 3 : 0, position.GetProperty("measure_precision").GetInt32());
                Assert.Equal(product.Barcodes?[0], position.TryGetProperty("bar_code", out var code) ? code.GetString() : null);
            });
        }
    }

    [Fact]
    public void Documents_about_goods_add_up_and_a_count_leaves_the_uncounted_alone()
    {
        Assert.All(DemoDocuments.All.Where(document => document.Type is "ACCEPT" or "RETURN" or "WRITE_OFF"), document =>
        {
            Assert.All(document.Positions, p => Assert.Equal((p.Number("price") * p.Number("quantity")).Rounded(), p.Number("sum")));
            Assert.Equal(document.Positions.Sum(position => position.Number("sum")), document.Body.Number("sum"));
        });
        Assert.All(
            DemoDocuments.All.Where(document => document.Type == "INVENTORY"),
            document => Assert.False(document.Body.GetProperty("complete_inventory").GetBoolean()));
        Assert.All(
            DemoDocuments.All.Where(document => document.Type == "OPEN_TARE"),
            document => Assert.Equal("ALCOHOL_MARKED", Assert.Single(document.Positions).Text("product_type")));
    }

    [Fact]
    public void A_revaluation_follows_a_delivery()
    {
        Assert.All(DemoDocuments.All.Where(document => document.Type == "REVALUATION"), document =>
        {
            var delivery = Assert.Single(DemoDocuments.All, former => former.Id == document.Body.Text("base_document_id"));
            Assert.Equal("ACCEPT", delivery.Type);
            Assert.Equal(delivery.Number, document.Body.GetProperty("base_document_number").GetInt64());
            Assert.True(delivery.ClosedAt < document.ClosedAt);
        });
    }
}
