using Prilavok.Contracts;
using Prilavok.Contracts.V2;
using Prilavok.Server.Bulk;
using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Products and product groups: the same operations with other shapes.</summary>
internal static class GoodsOperationsV2
{
    private const string AsTask = "As application/vnd.evotor.v2+bulk+json it becomes a bulk task, whatever its size.";

    private const string AnyJson = "application/json";

    public static IEnumerable<Operation> All { get; } =
    [
        .. Of<ProductV2, ProductWriteV2, ProductChangeV2>(GoodsV2.Products, "Products", "product"),
        .. Of<ProductGroupV2, ProductGroupWriteV2, ProductGroupChangeV2>(GoodsV2.Groups, "Product groups", "product group"),
    ];

    private static IEnumerable<Operation> Of<TItem, TWrite, TChange>(GoodsV2 goods, string tag, string what) =>
    [
        new Operation(goods.RouteName("list"), tag, $"Lists the {what}s of a store")
            .Asks<long>("since", "Only what changed since then, in unix milliseconds.").InPages().Answers200<PageV2<TItem>>()
            .OrUnchanged(),
        new Operation(goods.RouteName("find"), tag, $"Finds one {what}").Answers200<TItem>(),
        new Operation(goods.RouteName("create"), tag, $"Makes one {what} or several").With(AsTask)
            .Takes<Either<TWrite, IReadOnlyList<TWrite>>>(AnyJson, MediaTypes.Vendor, MediaTypes.VendorBulk)
            .Answers200<Either<TItem, IReadOnlyList<Either<TItem, ItemErrorV2>>>>()
            .Answer<BulkTaskV2>(StatusCodes.Status202Accepted),
        new Operation(goods.RouteName("replaceMany"), tag, $"Makes or replaces {what}s, as a bulk task")
            .Takes<Either<TWrite, IReadOnlyList<TWrite>>>(AnyJson, MediaTypes.Vendor, MediaTypes.VendorBulk)
            .Answer<BulkTaskV2>(StatusCodes.Status202Accepted),
        new Operation(goods.RouteName("replace"), tag, $"Makes or replaces one {what}").Takes<TWrite>().Answers200<TItem>(),
        new Operation(goods.RouteName("change"), tag, $"Changes one {what}").Takes<TChange>().Answers200<TItem>(),
        new Operation(goods.RouteName("removeMany"), tag, $"Removes {what}s").With(AsTask)
            .Asks<IReadOnlyList<string>>("id", "Their ids: repeated, in a comma list, or both; at least one.")
            .AnswersEmpty(StatusCodes.Status204NoContent)
            .Answer<BulkTaskV2>(StatusCodes.Status202Accepted),
        new Operation(goods.RouteName("remove"), tag, $"Removes one {what}").AnswersEmpty(StatusCodes.Status204NoContent),
    ];
}
