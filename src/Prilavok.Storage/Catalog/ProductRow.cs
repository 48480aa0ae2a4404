using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Catalog;

namespace Prilavok.Storage.Catalog;

/// <summary>What moves by itself (stock, prices) or is searched has a column; the rest is one value in <see cref="Details"/>.</summary>
internal sealed class ProductRow
{
    public string ProductId { get; init; } = "";

    public long? Price { get; init; }

    public long? CostPrice { get; init; }

    public long? Quantity { get; init; }

    public byte[] Details { get; init; } = [];

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public Product Product =>
        (JsonSerializer.Deserialize(Details, StorageJson.Default.Product) ?? throw new InvalidOperationException("A kept product is null.")) with
        {
            Price = Price,
            CostPrice = CostPrice,
            Quantity = Quantity,
            CreatedAt = Instant.At(CreatedAt),
            UpdatedAt = Instant.At(UpdatedAt),
        };

    /// <summary>The id as it is shown, without reading the rest.</summary>
    public static string ShownIdIn(ReadOnlySpan<byte> details)
    {
        var json = new Utf8JsonReader(details);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isId = json.ValueTextEquals("Id"u8);
            json.Read();
            if (isId)
            {
                return json.GetString()!;
            }

            json.Skip();
        }

        throw new InvalidOperationException("A kept product has no id.");
    }

    /// <summary>For every column, in the order of the statement that saves it.</summary>
    public static object?[] ValuesOf(IOwnerWork work, Product product) =>
    [
        work.OwnerId,
        Ids.Key(product.StoreId),
        Ids.Key(product.Id),
        product.IsGroup ? 1 : 0,
        product.ParentId is { } parent ? Ids.Key(parent) : null,
        product.Name,
        product.Code,
        product.Type,
        product.Price,
        product.CostPrice,
        product.Quantity,
        JsonSerializer.SerializeToUtf8Bytes(
            product with { Price = null, CostPrice = null, Quantity = null, CreatedAt = default, UpdatedAt = default },
            StorageJson.Default.Product),
        product.CreatedAt.Ms(),
        product.UpdatedAt.Ms(),
        work.Head, // A product that is made anew does not begin with the revision of the one before it.
    ];
}
