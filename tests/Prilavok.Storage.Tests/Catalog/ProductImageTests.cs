using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Catalog;

public abstract class ProductImageTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly byte[] Content = [1, 2, 3];

    private IProductImages Images => Node.Get<IProductImages>();

    private EditImages Edit => Node.Get<EditImages>();

    [Fact]
    public async Task An_image_is_read_back_with_what_it_shows_and_told()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Good("Tea"));
        var head = await HeadAsync(shop);

        var image = await AddAsync(shop, "TEA");

        Assert.Equal(new ProductImage(image.Id, shop.Store.Id, "Tea", "png", 3, 300, 200, Now), image);
        Assert.Equal(image, Assert.Single(await ListAsync(shop, "tea")));
        Assert.Equal(Content, await ContentAsync(shop, image.Id.ToUpperInvariant()));
        Assert.Equal([(EventAction.Created, image.Id)], await EventsAsync(shop, head));
        var told = Assert.Single(await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, head, EventKind.ProductImage, 10)));
        Assert.Equal(new ImageFact(image), told.Fact);
    }

    [Fact]
    public async Task A_product_has_one_image_and_a_group_none()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Good("tea"), Group("teas"));
        var first = await AddAsync(shop, "tea");

        Assert.IsType<ImageOutcome.AlreadyThere>(await TryAddAsync(shop, "tea"));
        Assert.IsType<ImageOutcome.ProductUnknown>(await TryAddAsync(shop, "teas"));
        Assert.IsType<ImageOutcome.ProductUnknown>(await TryAddAsync(shop, "nobody"));
        Assert.Equal(first, Assert.Single(await ListAsync(shop, "tea")));
    }

    [Fact]
    public async Task An_image_is_removed_by_its_id_or_with_all_of_the_product()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Good("tea"), Good("coffee"));
        var image = await AddAsync(shop, "tea");
        var head = await HeadAsync(shop);

        Assert.False(await RemoveAsync(shop, "tea", "other"));
        Assert.False(await RemoveAsync(shop, "coffee", image.Id));
        Assert.False(await RemoveAsync(shop, "nobody", null));
        Assert.True(await RemoveAsync(shop, "coffee", null));
        Assert.Empty(await EventsAsync(shop, head));

        Assert.True(await RemoveAsync(shop, "tea", image.Id));
        Assert.Null(await ContentAsync(shop, image.Id));
        Assert.Equal([(EventAction.Removed, image.Id)], await EventsAsync(shop, head));

        var second = await AddAsync(shop, "tea");
        Assert.True(await RemoveAsync(shop, "tea", null));
        Assert.Null(await ContentAsync(shop, second.Id));
    }

    [Fact]
    public async Task An_image_goes_with_its_product_however_that_goes_and_stays_when_it_is_replaced()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Group("teas"), Good("a", "teas"), Good("b"), Good("c"), Good("d"));
        var (a, b, c, d) = (await AddAsync(shop, "a"), await AddAsync(shop, "b"), await AddAsync(shop, "c"), await AddAsync(shop, "d"));

        await PutAsync(shop, Good("d"));
        await Node.Get<RemoveProducts>().HandleAsync(shop.OwnerId, Writer, shop.Store.Id, areGroups: true, ["teas"], keepContents: false, Ct);
        await Node.Get<RemoveProducts>().HandleAsync(shop.OwnerId, Writer, shop.Store.Id, areGroups: false, ["b"], keepContents: false, Ct);
        await Node.Get<DeleteProducts>().HandleAsync(shop.OwnerId, Writer, shop.Store.Id, ["c"], Ct);

        Assert.Null(await ContentAsync(shop, a.Id));
        Assert.Null(await ContentAsync(shop, b.Id));
        Assert.Null(await ContentAsync(shop, c.Id));
        Assert.NotNull(await ContentAsync(shop, d.Id));

        await Node.WriteAsync(shop.OwnerId, work => Node.Get<IStores>().RemoveAsync(work, shop.Store.Id));
        Assert.Null(await ContentAsync(shop, d.Id));
    }

    private async Task<ProductImage> AddAsync(Shop shop, string productId) => ((ImageOutcome.Added)await TryAddAsync(shop, productId)).Image;

    private Task<ImageOutcome> TryAddAsync(Shop shop, string productId) =>
        Edit.AddAsync(shop.OwnerId, Writer, shop.Store.Id, productId, Content, "png", 300, 200, Ct);

    private Task<bool> RemoveAsync(Shop shop, string productId, string? imageId) =>
        Edit.RemoveAsync(shop.OwnerId, Writer, shop.Store.Id, productId, imageId, Ct);

    private async Task<IEnumerable<ProductImage>> ListAsync(Shop shop, string productId) =>
        (await Node.ReadAsync(s => Images.ListAsync(s, shop.OwnerId, shop.Store.Id, [productId])))[productId];

    private Task<byte[]?> ContentAsync(Shop shop, string imageId) => Node.ReadAsync(s => Images.ContentAsync(s, shop.OwnerId, imageId));
}

public sealed class SqliteProductImageTests : ProductImageTests<SqliteFixture>;

public sealed class PostgreSqlProductImageTests : ProductImageTests<PostgreSqlFixture>;
