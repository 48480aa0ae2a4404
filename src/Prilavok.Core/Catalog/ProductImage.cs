namespace Prilavok.Core.Catalog;

/// <summary>A picture of a product. What it shows is kept apart, under its id.</summary>
/// <param name="Id">A uuid that cannot be guessed: whoever knows it may see the picture.</param>
/// <param name="Extension">The kind of file, as <c>png</c>.</param>
/// <param name="FileSize">Bytes.</param>
/// <param name="Width">Pixels, as <paramref name="Height"/>.</param>
public sealed record ProductImage(
    string Id, string StoreId, string ProductId, string Extension, long FileSize, int Width, int Height, DateTimeOffset CreatedAt);

public interface IProductImages
{
    /// <summary>Those of the products, in the order they were made, by <see cref="Ids.Key"/> of the product.</summary>
    Task<ILookup<string, ProductImage>> ListAsync(
        ISession session, string ownerId, string storeId, IReadOnlyCollection<string> productIds);

    /// <summary>What the image shows; null when there is no such image.</summary>
    Task<byte[]?> ContentAsync(ISession session, string ownerId, string imageId);

    Task AddAsync(IOwnerWork work, ProductImage image, ReadOnlyMemory<byte> content);

    Task RemoveAsync(IOwnerWork work, ProductImage image);
}
