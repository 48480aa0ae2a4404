using Prilavok.Contracts.V2;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Images;

/// <summary>Pictures and bulk tasks.</summary>
internal static class ImageOperations
{
    private const string Images = "Product images";
    private const string Bulks = "Bulk tasks";

    public static IEnumerable<Operation> All { get; } =
    [
        new Operation("v2.images.list", Images, "Lists the pictures of a product").InPages().Answers200<PageV2<ImageV2>>(),
        new Operation("v2.images.find", Images, "Finds one picture").Answers200<ImageV2>(),
        new Operation("v2.images.add", Images, "Gives a product its picture").Takes<NewImageV2>("multipart/form-data").Answers200<ImageV2>(),
        new Operation("v2.images.remove", Images, "Removes one picture").AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("v2.images.removeAll", Images, "Removes all pictures of a product").AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("images.read", Images, "Gives out the picture itself").ForAnyone().Answers200<Stream>("image/png")
            .AnswersEmpty(StatusCodes.Status304NotModified),
        new Operation("v2.bulks.list", Bulks, "Lists the bulk tasks of the asking app, the newest first").InPages().Answers200<PageV2<BulkTaskV2>>(),
        new Operation("v2.bulks.find", Bulks, "Finds one bulk task of the asking app").Answers200<BulkTaskV2>(),
    ];
}
