using Prilavok.Contracts;
using Prilavok.Contracts.V1;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Catalog;

internal static class GoodsOperationsV1
{
    private const string Products = "Products";
    private const string Quantities = "Quantities";
    private const string Extras = "Schemes and extras";

    public static IEnumerable<Operation> All { get; } =
    [
        new Operation("v1.products.list", Products, "Lists the products and groups of a store").Answers200<IReadOnlyList<ProductV1>>()
            .OrUnchanged(),
        new Operation("v1.products.import", Products, "Keeps products and groups")
            .With("Each is judged by itself: what does not match is told in the headers X-Products-Violations-Count and X-Products-Violations.")
            .Takes<IReadOnlyList<ProductWriteV1>>().AnswersEmpty(),
        new Operation("v1.products.delete", Products, "Removes products and groups").With("An empty array empties the store.")
            .Takes<IReadOnlyList<UuidV1>>().AnswersEmpty(),
        new Operation("v1.quantities.list", Quantities, "Lists the stock of a store: quantities as texts, by product")
            .Answers200<IReadOnlyDictionary<string, string>>(),
        new Operation("v1.quantities.set", Quantities, "Sets the stock of products: quantities by product")
            .Takes<IReadOnlyDictionary<string, Either<decimal, string>>>().AnswersEmpty(),
        new Operation("v1.quantities.find", Quantities, "Tells the stock of one product").Answers200<IReadOnlyDictionary<string, string>>(),
        new Operation("v1.schemes.list", Extras, "Lists the schemes of the asking app").Answers200<IReadOnlyList<SchemeV1>>(),
        new Operation("v1.schemes.save", Extras, "Keeps schemes of the asking app").Takes<IReadOnlyList<SchemeV1>>().AnswersEmpty(),
        new Operation("v1.schemes.delete", Extras, "Removes schemes of the asking app, by their ids").With("An empty array removes all.")
            .Takes<IReadOnlyList<string>>().AnswersEmpty(),
        new Operation("v1.extras.list", Extras, "Lists the extras of the asking app").Answers200<IReadOnlyList<ExtraV1>>(),
        new Operation("v1.extras.save", Extras, "Keeps extras of the asking app").Takes<IReadOnlyList<ExtraV1>>().AnswersEmpty(),
        new Operation("v1.extras.delete", Extras, "Removes extras of the asking app, by their ids").With("An empty array removes all.")
            .Takes<IReadOnlyList<string>>().AnswersEmpty(),
    ];
}
