using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Bulk;

/// <summary>
/// Writes items of the catalogue and tells what came of each, whether they come singly, in an array or in a bulk task: an item that
/// cannot be taken holds up no other.
/// </summary>
internal sealed class GoodsItems(
    EditProducts edit, IProductImages images, ProductReaderV2 reader, IOptions<CatalogueOptions> options)
{
    /// <param name="root">The whole body.</param>
    /// <param name="id">Of the path; null where the items have their ids, or wish for one.</param>
    public GoodsItem Read(JsonElement root, JsonElement element, GoodsV2 goods, BulkVerb verb, AskerV2 asker, string? id = null)
    {
        var wished = id ?? ReaderIdOf(element, verb);
        if (!reader.TryRead(root, element, "", wished, goods.IsGroup, out var product, out var rejection))
        {
            return new GoodsItem(id ?? ProductReaderV2.IdOf(element), null, rejection);
        }

        var rule = !asker.SetsQuantity ? QuantityRule.Kept : options.Value.KeepOmittedQuantity ? QuantityRule.KeptWhenOmitted : QuantityRule.AsGiven;
        return new GoodsItem(
            product!.Id,
            verb == BulkVerb.Add ? new ProductEdit.Create(product, rule) : new ProductEdit.Replace(product, rule, options.Value.SkipUnchanged),
            null);
    }

    /// <returns>One result for each item, in their order; null when there is no such store.</returns>
    public async Task<IReadOnlyList<GoodsResult>?> WriteAsync(IOwnerWork work, AskerV2 asker, string storeId, IReadOnlyList<GoodsItem> items)
    {
        if (await edit.HandleAsync(work, asker.Source, storeId, [.. items.Select(item => item.Edit).OfType<ProductEdit>()]) is not { } outcomes)
        {
            return null;
        }

        using var next = outcomes.GetEnumerator();
        return [.. items.Select(
            item => item.Edit is not null && next.MoveNext() ? ResultOf(item, next.Current) : new GoodsResult(item, null, item.Rejection))];
    }

    /// <summary>The images that the asker sees of what was written.</summary>
    public async Task<ILookup<string, ProductImage>> ImagesAsync(Core.ISession session, AskerV2 asker, IReadOnlyCollection<Product> products) =>
        asker.Visible.Images && products.FirstOrDefault(product => !product.IsGroup) is { } first
            ? await images.ListAsync(session, asker.OwnerId, first.StoreId, [.. products.Select(product => product.Id)])
            : Array.Empty<ProductImage>().ToLookup(image => image.ProductId, StringComparer.Ordinal);

    public static void Write(Utf8JsonWriter json, Product product, AskerV2 asker, ILookup<string, ProductImage> images) =>
        ProductWriterV2.Write(json, product, asker.OwnerId, asker.Visible, images[Ids.Key(product.Id)], asker.Address);

    /// <summary>What the single request would have been answered, errors too.</summary>
    public static void Write(Utf8JsonWriter json, GoodsResult result, GoodsV2 goods, AskerV2 asker, ILookup<string, ProductImage> images)
    {
        if (result.Product is { } product)
        {
            Write(json, product, asker, images);
        }
        else if (result.Rejection is { } rejection)
        {
            ErrorsV2.WriteItem(json, rejection, asker.InRussian, result.Item.Id, goods.IdName, "id");
        }
        else
        {
            ErrorsV2.WriteItem(json, StatusCodes.Status404NotFound, result.Item.Id, goods.IdName, "id");
        }
    }

    /// <summary>A new item may wish for an id, and any that is not fit is passed over; a replaced one must have its own.</summary>
    private static string? ReaderIdOf(JsonElement element, BulkVerb verb) =>
        verb == BulkVerb.Add ? ProductReaderV2.IdOf(element) ?? "" : null;

    private static GoodsResult ResultOf(GoodsItem item, EditOutcome outcome) => outcome switch
    {
        EditOutcome.Saved saved => new GoodsResult(item, saved.Product, null),
        EditOutcome.OtherKind => new GoodsResult(
            item, null, RejectionV2.Of("id", item.Edit!.IsGroup ? "belongs to a product" : "belongs to a product group")),
        _ => new GoodsResult(item, null, null),
    };
}
