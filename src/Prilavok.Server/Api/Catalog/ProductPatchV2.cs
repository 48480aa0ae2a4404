using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Catalog;

/// <summary>A change of some members: price, cost price and quantity of a product, name and barcodes of a group. Others are passed over.</summary>
/// <param name="SetsQuantity">The change needs the right to write quantities.</param>
internal sealed record ProductPatchV2(Func<Product, Product> With, bool SetsQuantity)
{
    public static bool TryRead(JsonElement root, bool isGroup, out ProductPatchV2? patch, out RejectionV2? rejection)
    {
        patch = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            rejection = new RejectionV2(Places.At(root, 0), []);
            return false;
        }

        var faults = new FaultsFound(root);
        var fields = new ProductFields(root, faults.Add);
        var read = isGroup ? OfGroup(fields) : OfProduct(fields);
        rejection = faults.Rejection ?? (read is null ? RejectionV2.Of(isGroup ? "name" : "price", "nothing to change") : null);
        patch = rejection is null ? read : null;
        return rejection is null;
    }

    private static ProductPatchV2? OfProduct(ProductFields fields)
    {
        var price = fields.Number("price", 2, 0, ProductLimits.Price);
        var costPrice = fields.Number("cost_price", 2, 0, ProductLimits.Price);
        var quantity = fields.Number("quantity", 3, -ProductLimits.Quantity, ProductLimits.Quantity);
        return price is null && costPrice is null && quantity is null
            ? null
            : new ProductPatchV2(
                product => product with
                {
                    Price = price ?? product.Price,
                    CostPrice = costPrice ?? product.CostPrice,
                    Quantity = quantity ?? product.Quantity,
                },
                quantity is not null);
    }

    private static ProductPatchV2? OfGroup(ProductFields fields)
    {
        var name = fields.Text("name", ProductLimits.GroupNameV2, shortest: 1);
        var barcodes = fields.Texts(allowsBlank: false, "barcodes");
        return name is null && barcodes is null
            ? null
            : new ProductPatchV2(group => group with { Name = name ?? group.Name, Barcodes = barcodes ?? group.Barcodes }, SetsQuantity: false);
    }
}
