using Prilavok.Core.Catalog;
using Prilavok.Server.Http;

namespace Prilavok.Server.Bulk;

/// <summary>An item as it was read: what is to be done with it, or why it cannot be.</summary>
/// <param name="Id">As far as it could be read.</param>
internal sealed record GoodsItem(string? Id, ProductEdit? Edit, RejectionV2? Rejection);

/// <summary>What came of an item.</summary>
/// <param name="Product">As it is now; null when nothing was changed.</param>
/// <param name="Rejection">Null with <paramref name="Product"/> null: what it names is not there.</param>
internal sealed record GoodsResult(GoodsItem Item, Product? Product, RejectionV2? Rejection);
