using Prilavok.Core.Log;

namespace Prilavok.Core.Catalog;

public abstract record ImageOutcome
{
    private ImageOutcome()
    {
    }

    public sealed record Added(ProductImage Image) : ImageOutcome;

    public sealed record ProductUnknown : ImageOutcome;

    /// <summary>A product has one image at most; the former must go first.</summary>
    public sealed record AlreadyThere : ImageOutcome;
}

/// <summary>Gives products their image and takes it away.</summary>
public sealed class EditImages(IStorage storage, IProducts products, IProductImages images, IEventLog log, Ids ids)
{
    /// <param name="content">A file of the kind <paramref name="extension"/>, looked at already.</param>
    public Task<ImageOutcome> AddAsync(
        string ownerId, Source source, string storeId, string productId, ReadOnlyMemory<byte> content, string extension, int width, int height,
        CancellationToken ct) =>
        storage.WriteAsync<ImageOutcome>(
            ownerId,
            async work =>
            {
                var found = await products.FindAsync(work, ownerId, storeId, [productId]);
                if (found.Values.SingleOrDefault() is not { IsGroup: false } product)
                {
                    return new ImageOutcome.ProductUnknown();
                }

                if ((await images.ListAsync(work, ownerId, product.StoreId, [product.Id])).Count > 0)
                {
                    return new ImageOutcome.AlreadyThere();
                }

                var image = new ProductImage(ids.NewUuid(), product.StoreId, product.Id, extension, content.Length, width, height, work.Now);
                await images.AddAsync(work, image, content);
                await log.AppendAsync(work, source, [EventOf(image, EventAction.Created)]);
                return new ImageOutcome.Added(image);
            },
            ct);

    /// <param name="imageId">Null means every image of the product.</param>
    /// <returns>False when there is no such product, or no such image of it.</returns>
    public Task<bool> RemoveAsync(string ownerId, Source source, string storeId, string productId, string? imageId, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                var gone = (await images.ListAsync(work, ownerId, storeId, [productId]))
                    .SelectMany(ofProduct => ofProduct)
                    .Where(image => imageId is null || Ids.Key(image.Id) == Ids.Key(imageId))
                    .ToList();
                foreach (var image in gone)
                {
                    await images.RemoveAsync(work, image);
                }

                if (gone.Count > 0)
                {
                    await log.AppendAsync(work, source, [.. gone.Select(image => EventOf(image, EventAction.Removed))]);
                    return true;
                }

                return imageId is null
                    && (await products.FindAsync(work, ownerId, storeId, [productId])).Values.SingleOrDefault() is { IsGroup: false };
            },
            ct);

    private static NewEvent EventOf(ProductImage image, EventAction action) =>
        new(EventKind.ProductImage, action, image.Id, image.StoreId, new ImageFact(image));
}
