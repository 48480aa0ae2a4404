using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Catalog;

namespace Prilavok.Storage.Catalog;

internal sealed class ProductImageStore : IProductImages
{
    public async Task<ILookup<string, ProductImage>> ListAsync(
        ISession session, string ownerId, string storeId, IReadOnlyCollection<string> productIds)
    {
        var sql = SqlSession.Of(session);
        var rows = await sql.QueryAsync<Row>(
            $"""
            SELECT product_id, details FROM product_images
            WHERE owner_id = @ownerId AND store_id = @storeId AND {sql.Dialect.In("product_id", "ids")} ORDER BY created_at, image_id
            """,
            new { ownerId, storeId = Ids.Key(storeId), ids = sql.Dialect.List(productIds.Select(Ids.Key)) });
        return rows.ToLookup(row => row.ProductId, row => row.Image, StringComparer.Ordinal);
    }

    public Task<byte[]?> ContentAsync(ISession session, string ownerId, string imageId) => SqlSession.Of(session).FirstAsync<byte[]>(
        "SELECT content FROM product_images WHERE owner_id = @ownerId AND image_id = @imageId", new { ownerId, imageId = Ids.Key(imageId) });

    public async Task AddAsync(IOwnerWork work, ProductImage image, ReadOnlyMemory<byte> content)
    {
        await ReviseAsync(work, image);
        await SqlSession.Of(work).ExecuteAsync(
            """
            INSERT INTO product_images (owner_id, store_id, product_id, image_id, created_at, details, content)
            VALUES (@OwnerId, @storeId, @productId, @imageId, @createdAt, @details, @content)
            """,
            new
            {
                work.OwnerId,
                storeId = Ids.Key(image.StoreId),
                productId = Ids.Key(image.ProductId),
                imageId = Ids.Key(image.Id),
                createdAt = image.CreatedAt.Ms(),
                details = JsonSerializer.SerializeToUtf8Bytes(image, StorageJson.Default.ProductImage),
                content = content.ToArray(),
            });
    }

    public async Task RemoveAsync(IOwnerWork work, ProductImage image)
    {
        await ReviseAsync(work, image);
        await SqlSession.Of(work).ExecuteAsync(
            "DELETE FROM product_images WHERE owner_id = @OwnerId AND image_id = @imageId", new { work.OwnerId, imageId = Ids.Key(image.Id) });
    }

    /// <summary>Lists show the images with the product.</summary>
    private static Task ReviseAsync(IOwnerWork work, ProductImage image) => SqlSession.Of(work).ExecuteAsync(
        "UPDATE products SET revision = revision + 1 WHERE owner_id = @OwnerId AND store_id = @storeId AND product_id = @productId",
        new { work.OwnerId, storeId = Ids.Key(image.StoreId), productId = Ids.Key(image.ProductId) });

    private sealed class Row
    {
        public string ProductId { get; init; } = "";

        public byte[] Details { get; init; } = [];

        public ProductImage Image =>
            JsonSerializer.Deserialize(Details, StorageJson.Default.ProductImage) ?? throw new InvalidOperationException("A kept image is null.");
    }
}
