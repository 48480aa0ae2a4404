using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Catalog;

public abstract class ProductsTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string OpaqueId = "n1e2w3-t4ov5qr6";

    private static readonly Product Full = new()
    {
        StoreId = "",
        Id = OpaqueId,
        IsGroup = false,
        Name = "Чай \"чёрный\"",
        ParentId = "Group-1",
        Code = "42",
        Type = "ALCOHOL_MARKED",
        Price = 123_456_789_01,
        CostPrice = 0,
        Quantity = -1,
        MeasureName = "шт",
        Tax = "VAT_18",
        AllowToSell = false,
        Description = "long\r\n",
        ArticleNumber = "A",
        Barcodes = ["2000000000060", ""],
        AlcoCodes = [],
        AlcoholByVolume = 45_500,
        AlcoholProductKindCode = 261,
        TareVolume = 700,
        Attributes = new Dictionary<string, string> { ["Цвет"] = "red" },
        AttributesChoices = new Dictionary<string, string> { ["a"] = "b" },
        HasVariants = false,
        ClassificationCode = "c",
        QuantityInPackage = 6,
        IsExcisable = true,
        IsAgeLimited = false,
    };

    [Fact]
    public async Task A_product_is_read_back_as_kept_whatever_its_id_looks_like()
    {
        var shop = await Shop.OpenAsync(Node);
        var bare = new Product { StoreId = shop.Store.Id, Id = "Ünusual id/?#", IsGroup = false, Name = "-" };
        var group = new Product
        {
            StoreId = shop.Store.Id,
            Id = "g",
            IsGroup = true,
            Name = "Tea",
            GroupAttributes = [new GroupAttribute("a", "Colour", [new AttributeChoice("b", "red")])],
        };
        await ImportAsync(shop, Full, bare, group);

        var kept = new[] { Full, bare, group }.Select(p => p with { StoreId = shop.Store.Id, CreatedAt = Now, UpdatedAt = Now }).ToList();
        var found = await FindAsync(shop, OpaqueId.ToUpperInvariant(), "üNUSUAL ID/?#", "G", "none");
        Assert.Equivalent(kept, new[] { found[OpaqueId], found["ünusual id/?#"], found["g"] }, strict: true);
        Assert.Equal(3, found.Count);
        Assert.Equal(["g", OpaqueId, "ünusual id/?#"], (await ListAsync(shop, Page.Whole)).Select(row => row.Position.Id));
    }

    [Fact]
    public async Task Importing_again_replaces_the_whole_product_and_keeps_when_it_was_made()
    {
        var shop = await Shop.OpenAsync(Node);
        await ImportAsync(shop, Full);
        var made = Now;
        Store.Clock.Advance(TimeSpan.FromHours(1));
        await ImportAsync(shop, new Product { StoreId = "", Id = OpaqueId.ToUpperInvariant(), IsGroup = false, Name = "Coffee" });

        var product = (await FindAsync(shop, OpaqueId))[OpaqueId];
        Assert.Equal(("Coffee", null, null, null), (product.Name, product.Price, product.Quantity, product.Barcodes));
        Assert.Equal((made, Now), (product.CreatedAt, product.UpdatedAt));
        Assert.Single(await ListAsync(shop, Page.Whole));
    }

    [Fact]
    public async Task Only_what_changed_is_told()
    {
        var shop = await Shop.OpenAsync(Node);
        await ImportAsync(shop, Full, Full with { Id = "b" });
        var head = await Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId));
        var outcome = await ImportAsync(shop, Full, Full with { Id = "b", Price = 1 }, Full with { Id = "c" });

        Assert.Equal(new ImportOutcome.Imported(2), outcome);
        var events = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, head, EventKind.Product, 10));
        Assert.Equal([("b", EventAction.Updated), ("c", EventAction.Created)], events.Select(e => (e.SubjectId, e.Action)));
        Assert.Equal(1, ((ProductFact)events[0].Fact).Product.Price);
    }

    [Fact]
    public async Task A_product_belongs_to_its_store()
    {
        var shop = await Shop.OpenAsync(Node);
        await Node.Get<Core.Stores.EditStores>().CreateAsync(shop.OwnerId, Source.System, "s2", "Kiosk", null, Ct);
        await ImportAsync(shop, Full);
        await Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, "S2", [Full with { Name = "Other" }], WireFormat.V2, Ct);

        Assert.Equal(Full.Name, (await FindAsync(shop, OpaqueId))[OpaqueId].Name);
        Assert.Equal(
            ("Other", "s2"),
            (await Node.ReadAsync(s => Node.Get<IProducts>().ListAsync(s, shop.OwnerId, "S2", Page.Whole)))
            .Select(row => (row.Product.Name, row.Product.StoreId)).Single());
        Assert.IsType<ImportOutcome.StoreUnknown>(
            await Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, "nowhere", [Full], WireFormat.V2, Ct));
    }

    [Fact]
    public async Task Products_are_removed_by_id_or_all_of_them()
    {
        var shop = await Shop.OpenAsync(Node);
        var delete = Node.Get<DeleteProducts>();
        await ImportAsync(shop, Full, Full with { Id = "b" }, Full with { Id = "c" });
        Assert.True(await delete.HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, ["B", "b", "none"], Ct));
        Assert.Equal(["c", OpaqueId], (await ListAsync(shop, Page.Whole)).Select(row => row.Position.Id));
        Assert.True(await delete.HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, null, Ct));

        Assert.Empty(await ListAsync(shop, Page.Whole));
        var removed = (await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, 0, EventKind.Product, 100)))
            .Where(e => e.Action == EventAction.Removed).Select(e => e.SubjectId);
        Assert.Equal(["b", "c", OpaqueId], removed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Quantities_are_set_for_goods_that_are_known_and_differ()
    {
        var shop = await Shop.OpenAsync(Node);
        await ImportAsync(shop, Full with { Quantity = 5 }, Full with { Id = "same", Quantity = 7 }, Full with { Id = "g", IsGroup = true });
        var head = await Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId));
        var quantities = new Dictionary<string, long> { [OpaqueId] = 1, [OpaqueId.ToUpperInvariant()] = 9, ["same"] = 7, ["g"] = 1, ["none"] = 1 };
        Assert.True(await Node.Get<SetQuantities>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, quantities, Ct));

        Assert.Equal(9, (await FindAsync(shop, OpaqueId))[OpaqueId].Quantity);
        Assert.Equal([OpaqueId], (await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, head, null, 10))).Select(e => e.SubjectId));
    }

    [Fact]
    public async Task Pages_stand_still_while_rows_come_in_and_follow_the_bytes_of_ids()
    {
        var shop = await Shop.OpenAsync(Node);
        await ImportAsync(shop, [.. Paging.AwkwardIds.Select(id => Full with { Id = id })]);
        var read = await Paging.ReadAsync(
            3, page => ListAsync(shop, page), row => row.Position, i => ImportAsync(shop, Full with { Id = $"!{i}" }));

        Assert.Equal(Paging.AwkwardIds.Order(StringComparer.Ordinal), read.Select(row => row.Product.Id));
    }

    private Task<ImportOutcome> ImportAsync(Shop shop, params Product[] products) =>
        Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, products, WireFormat.V2, Ct);

    private Task<IReadOnlyDictionary<string, Product>> FindAsync(Shop shop, params string[] ids) =>
        Node.ReadAsync(s => Node.Get<IProducts>().FindAsync(s, shop.OwnerId, shop.Store.Id, ids));

    private Task<IReadOnlyList<(Position Position, Product Product)>> ListAsync(Shop shop, Page page) =>
        Node.ReadAsync(s => Node.Get<IProducts>().ListAsync(s, shop.OwnerId, shop.Store.Id, page));
}

public sealed class SqliteProductsTests : ProductsTests<SqliteFixture>;

public sealed class PostgreSqlProductsTests : ProductsTests<PostgreSqlFixture>;
