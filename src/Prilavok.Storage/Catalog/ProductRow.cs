using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Catalog;

namespace Prilavok.Storage.Catalog;

/// <summary>What moves by itself (stock, prices) or is searched has a column; the rest is one value in <see cref="Details"/>.</summary>
internal sealed class ProductRow
{
    public string OwnerId { get; set; } = "";

    public string StoreId { get; set; } = "";

    public string ProductId { get; set; } = "";

    public int IsGroup { get; set; }

    public string? ParentId { get; set; }

    public string Name { get; set; } = "";

    public string? Code { get; set; }

    public string? Type { get; set; }

    public long? Price { get; set; }

    public long? CostPrice { get; set; }

    public long? Quantity { get; set; }

    public byte[] Details { get; set; } = [];

    public long CreatedAt { get; set; }

    public long UpdatedAt { get; set; }

    public Product Product =>
        (JsonSerializer.Deserialize(Details, StorageJson.Default.Product) ?? throw new InvalidOperationException("A kept product is null.")) with
        {
            Price = Price,
            CostPrice = CostPrice,
            Quantity = Quantity,
            CreatedAt = Instant.At(CreatedAt),
            UpdatedAt = Instant.At(UpdatedAt),
        };

    public static ProductRow Of(string ownerId, Product product) => new()
    {
        OwnerId = ownerId,
        StoreId = Ids.Key(product.StoreId),
        ProductId = Ids.Key(product.Id),
        IsGroup = product.IsGroup ? 1 : 0,
        ParentId = product.ParentId is { } parent ? Ids.Key(parent) : null,
        Name = product.Name,
        Code = product.Code,
        Type = product.Type,
        Price = product.Price,
        CostPrice = product.CostPrice,
        Quantity = product.Quantity,
        Details = JsonSerializer.SerializeToUtf8Bytes(
            product with { Price = null, CostPrice = null, Quantity = null, CreatedAt = default, UpdatedAt = default },
            StorageJson.Default.Product),
        CreatedAt = product.CreatedAt.Ms(),
        UpdatedAt = product.UpdatedAt.Ms(),
    };
}
