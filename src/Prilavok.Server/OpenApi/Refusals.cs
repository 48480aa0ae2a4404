using Prilavok.Contracts.V1;
using Prilavok.Contracts.V2;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using ErrorsV1 = Prilavok.Contracts.V1.ErrorsV1;

namespace Prilavok.Server.OpenApi;

/// <summary>What a route may refuse, and in which words. Most of it follows from what the route is and asks for.</summary>
internal static class Refusals
{
    public static IEnumerable<(int Status, Shape Shape)> Of(RouteEndpoint route, Operation operation, Surface surface, bool takesKey)
    {
        var own = operation.Refusals.ToDictionary(refusal => refusal.Status, refusal => refusal.Shape);
        return StatusesOf(route, operation, surface, takesKey)
            .Concat(own.Keys)
            .Distinct()
            .Order()
            .Select(status => (status, own.GetValueOrDefault(status) is { Type: { } type, Media: var media } ? new Shape(type, media is [] ? ["application/json"] : media) : Of(surface, status)));
    }

    private static IEnumerable<int> StatusesOf(RouteEndpoint route, Operation operation, Surface surface, bool takesKey)
    {
        yield return StatusCodes.Status400BadRequest; // An address may hold what no text may.
        if (operation.Body is not null)
        {
            yield return StatusCodes.Status413PayloadTooLarge;
        }

        if (operation.Body is not null && surface != Surface.Own)
        {
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        if (takesKey)
        {
            yield return StatusCodes.Status409Conflict;
            yield return StatusCodes.Status422UnprocessableEntity;
        }

        if (route.RoutePattern.Parameters.Count > 0)
        {
            yield return StatusCodes.Status404NotFound;
        }

        if (surface == Surface.V2)
        {
            yield return StatusCodes.Status406NotAcceptable;
        }

        if (!operation.IsOpen)
        {
            yield return StatusCodes.Status401Unauthorized;
        }

        if (!operation.IsOpen && surface != Surface.Own)
        {
            yield return StatusCodes.Status403Forbidden;
        }

        if (!operation.IsOpen || route.Metadata.GetMetadata<ForStrangers>() is not null)
        {
            yield return StatusCodes.Status429TooManyRequests;
        }

        yield return StatusCodes.Status503ServiceUnavailable;
    }

    private static Shape Of(Surface surface, int status) => surface switch
    {
        Surface.V1 when status == StatusCodes.Status404NotFound => new Shape(typeof(NothingV1), ["application/json"]),
        Surface.V1 => new Shape(typeof(ErrorsV1), ["application/json"]),
        Surface.V2 => new Shape(typeof(ErrorV2), ["application/json", MediaTypes.Vendor]),
        _ => new Shape(typeof(Contracts.Manage.Problem), [Http.Problem.MediaType]),
    };
}
