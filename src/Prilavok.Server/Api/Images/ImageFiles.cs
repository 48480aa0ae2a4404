using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Images;

/// <summary>Pictures of products for browsers, which have no token. An image never changes under its id.</summary>
internal sealed class ImageFiles(IStorage storage, IProductImages images) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet(ProductImageWriter.Route, ReadAsync).WithName("images.read");

    private async Task ReadAsync(HttpContext http)
    {
        var imageId = http.RouteText("imageId");
        if (await storage.ReadAsync(s => images.ContentAsync(s, http.RouteText("ownerId"), imageId), http.RequestAborted) is not { } content)
        {
            await Problem.NotFoundAsync(http, "image");
            return;
        }

        var tag = $"\"{Ids.Key(imageId)}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        if (EntityTags.IsKnown(http.Request, tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, content, "image/png");
    }
}
