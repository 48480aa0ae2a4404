using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Images;

/// <summary>The image of a product.</summary>
internal sealed class ProductImagesV2(IStorage storage, IProducts products, IProductImages images, EditImages edit, Guard guard) : IEndpoints
{
    private const string Root = "/stores/{storeId}/products/{productId}/images";

    private const string Part = "datafile";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Root, guard.App(Rights.ImageWrite, AddAsync))
            .WithName("v2.images.add").WithMetadata(new RequiredRight(Rights.ImageWrite), new TakesFiles());
        app.MapGet(Root, guard.App(Rights.ImageRead, ListAsync))
            .WithName("v2.images.list").WithMetadata(new RequiredRight(Rights.ImageRead));
        app.MapGet(Root + "/{imageId}", guard.App(Rights.ImageRead, FindAsync))
            .WithName("v2.images.find").WithMetadata(new RequiredRight(Rights.ImageRead));
        app.MapDelete(Root + "/{imageId}", guard.App(Rights.ImageWrite, RemoveAsync))
            .WithName("v2.images.remove").WithMetadata(new RequiredRight(Rights.ImageWrite));
        app.MapDelete(Root, guard.App(Rights.ImageWrite, RemoveAsync))
            .WithName("v2.images.removeAll").WithMetadata(new RequiredRight(Rights.ImageWrite));
    }

    private async Task AddAsync(HttpContext http, Grant.OfApp app)
    {
        if (!UploadedFile.IsForm(http.Request))
        {
            await Faults.TellAsync(http, StatusCodes.Status415UnsupportedMediaType, null);
            return;
        }

        if (UploadedFile.HasLongBoundary(http.Request))
        {
            await ErrorsV2.WriteValidationAsync(http, "Content-Type", $"must have a boundary of at most {UploadedFile.LongestBoundary} characters");
            return;
        }

        var file = await UploadedFile.ReadAsync(http.Request, Part, PngImages.Largest, http.RequestAborted);
        if (FaultOf(file) is { } fault)
        {
            await ErrorsV2.WriteValidationAsync(http, Part, fault);
            return;
        }

        var outcome = await edit.AddAsync(
            app.OwnerId, Source.App(app.AppId), http.RouteText("storeId"), http.RouteText("productId"), file, PngImages.Extension,
            PngImages.Side, PngImages.Side, http.RequestAborted);
        switch (outcome)
        {
            case ImageOutcome.Added added:
                await AnswerAsync(http, app, added.Image);
                break;
            case ImageOutcome.AlreadyThere:
                await ErrorsV2.WriteValidationAsync(http, Part, "the product has an image already");
                break;
            case ImageOutcome.ProductUnknown:
                await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
                break;
        }
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app)
    {
        var after = Position.Start;
        if (http.Request.Query["cursor"].ToString() is { Length: > 0 } cursor && !Paging.TryRead(cursor, out after, out _))
        {
            await ErrorsV2.WriteValidationAsync(http, "cursor", "unknown cursor");
            return;
        }

        if (await ImagesOfAsync(http, app) is not { } found)
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            return;
        }

        var rows = found.Where(image => IsAfter(PositionOf(image), after)).ToList();
        await Json.WriteAsync(http, StatusCodes.Status200OK, json => Paging.WritePage(
            json, rows, Paging.LimitOf(http.Request), (j, image) =>
                ProductImageWriter.Write(j, image, app.OwnerId, http.Request.Address()), PositionOf));
    }

    private async Task FindAsync(HttpContext http, Grant.OfApp app)
    {
        var key = Ids.Key(http.RouteText("imageId"));
        await ((await ImagesOfAsync(http, app))?.FirstOrDefault(image => Ids.Key(image.Id) == key) is { } found
            ? AnswerAsync(http, app, found)
            : Faults.TellAsync(http, StatusCodes.Status404NotFound, null));
    }

    /// <summary>The one that the path names, or all of the product.</summary>
    private async Task RemoveAsync(HttpContext http, Grant.OfApp app)
    {
        if (await edit.RemoveAsync(
            app.OwnerId, Source.App(app.AppId), http.RouteText("storeId"), http.RouteText("productId"), http.GetRouteValue("imageId") as string,
            http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        }
    }

    /// <returns>Null when there is no such product.</returns>
    private Task<IReadOnlyList<ProductImage>?> ImagesOfAsync(HttpContext http, Grant.OfApp app) =>
        storage.ReadAsync<IReadOnlyList<ProductImage>?>(
            async s =>
            {
                var found = await products.FindAsync(s, app.OwnerId, http.RouteText("storeId"), [http.RouteText("productId")]);
                return found.Values.SingleOrDefault() is { IsGroup: false } product
                    ? [.. (await images.ListAsync(s, app.OwnerId, product.StoreId, [product.Id])).SelectMany(ofProduct => ofProduct)]
                    : null;
            },
            http.RequestAborted);

    private static string? FaultOf(ReadOnlyMemory<byte> file) => file.Length switch
    {
        0 => "must not be null",
        > PngImages.Largest => ProductFields.Size(1, PngImages.Largest),
        _ => PngImages.FaultOf(file.Span),
    };

    private static Position PositionOf(ProductImage image) => new(image.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(image.Id));

    private static bool IsAfter(Position position, Position other) =>
        position.At > other.At || (position.At == other.At && string.CompareOrdinal(position.Id, other.Id) > 0);

    private static Task AnswerAsync(HttpContext http, Grant.OfApp app, ProductImage image) =>
        Json.WriteAsync(http, StatusCodes.Status200OK, json => ProductImageWriter.Write(json, image, app.OwnerId, http.Request.Address()));
}
