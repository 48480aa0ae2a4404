using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Testing;

namespace Prilavok.Storage.Tests.Catalog;

/// <summary>A shop with goods in it, for the suites of the catalogue.</summary>
public abstract class CatalogueTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    protected static readonly Source Writer = Source.App("writer");

    protected IProducts Products => Node.Get<IProducts>();

    protected static Product Good(string id, string? parent = null, long? quantity = null) => new()
    {
        StoreId = "",
        Id = id,
        IsGroup = false,
        Name = $"Tea {id}",
        Type = "NORMAL",
        Price = 1050,
        Quantity = quantity,
        ParentId = parent,
    };

    protected static Product Group(string id, string? parent = null) =>
        new() { StoreId = "", Id = id, IsGroup = true, Name = $"Teas {id}", ParentId = parent };

    protected static string Uuid() => Guid.CreateVersion7().ToString();

    protected async Task<IReadOnlyList<EditOutcome>> EditAsync(Shop shop, params ProductEdit[] edits) =>
        (await Node.Get<EditProducts>().HandleAsync(shop.OwnerId, Writer, shop.Store.Id, edits, Ct))!;

    protected Task<IReadOnlyList<EditOutcome>> PutAsync(Shop shop, params Product[] products) =>
        EditAsync(shop, [.. products.Select(product => new ProductEdit.Replace(product, QuantityRule.AsGiven, SkipUnchanged: false))]);

    protected async Task<Product?> FindAsync(Shop shop, string id) =>
        (await Node.ReadAsync(s => Products.FindAsync(s, shop.OwnerId, shop.Store.Id, [id]))).Values.SingleOrDefault();

    /// <summary>Events of the catalogue after <paramref name="after"/>.</summary>
    protected async Task<IReadOnlyList<(EventAction Action, string Id)>> EventsAsync(Shop shop, long after) =>
        [.. (await Node.ReadAsync(s => Node.Log.ReadCatalogAsync(s, shop.OwnerId, after, 10_000))).Select(e => (e.Action, e.SubjectId))];

    protected Task<long> HeadAsync(Shop shop) => Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId));
}
