using Prilavok.Contracts.V1;
using Prilavok.Contracts.V2;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using ErrorsV1 = Prilavok.Contracts.V1.ErrorsV1;

namespace Prilavok.Server.OpenApi;

/// <summary>What a route may refuse, and in which words. Most of it follows from what the route is and asks for.</summary>
internal static class Refusals
{
    public static IEnumerable<(int Status, Shape Shape)> Of(RouteEndpoint route, Operation operation, string method, bool takesKey)
    {
        var surface = Surfaces.Of(route.RoutePattern.RawText);
        var own = operation.Refusals.ToDictionary(refusal => refusal.Status, refusal => refusal.Shape);
        return StatusesOf(route, operation, surface, method, takesKey)
            .Concat(own.Keys)
            .Distinct()
            .Order()
            .Select(status => (status, own.GetValueOrDefault(status) is { Type: { } type, Media: var media }
                ? new Shape(type, media is [] ? ["application/json"] : media)
                : Of(surface, status)));
    }

    private static IEnumerable<int> StatusesOf(RouteEndpoint route, Operation operation, Surface surface, string method, bool takesKey) =>
    [
        .. OfHead(route, surface),
        .. OfCaller(route, operation, surface),
        .. OfBody(operation, surface, method, takesKey),
        StatusCodes.Status503ServiceUnavailable,
    ];

    /// <summary>Every address may hold what no text may, and every head be too long.</summary>
    private static IEnumerable<int> OfHead(RouteEndpoint route, Surface surface)
    {
        yield return StatusCodes.Status400BadRequest;
        yield return StatusCodes.Status414UriTooLong;
        yield return StatusCodes.Status431RequestHeaderFieldsTooLarge;
        if (route.RoutePattern.Parameters.Count > 0)
        {
            yield return StatusCodes.Status404NotFound;
        }

        if (surface == Surface.V2)
        {
            yield return StatusCodes.Status406NotAcceptable;
        }
    }

    private static IEnumerable<int> OfCaller(RouteEndpoint route, Operation operation, Surface surface)
    {
        if (!operation.IsOpen || route.Metadata.GetMetadata<ForStrangers>() is not null)
        {
            yield return StatusCodes.Status429TooManyRequests;
        }

        if (operation.IsOpen)
        {
            yield break;
        }

        yield return StatusCodes.Status401Unauthorized;
        if (surface != Surface.Own || IsForPeople(route))
        {
            yield return StatusCodes.Status403Forbidden;
        }

        if (surface != Surface.Own && route.RoutePattern.Parameters.Any(parameter => parameter.Name is "storeId" or "storeUuid"))
        {
            yield return StatusCodes.Status402PaymentRequired; // The owner took the app off a terminal of the store.
        }
    }

    /// <summary>A body is read where one is described, and under a key always; a type is looked at whether it is read or not.</summary>
    private static IEnumerable<int> OfBody(Operation operation, Surface surface, string method, bool takesKey)
    {
        var isRead = operation.Body is not null || takesKey;
        if (isRead)
        {
            yield return StatusCodes.Status408RequestTimeout;
            yield return StatusCodes.Status413PayloadTooLarge;
        }

        if (isRead || (surface != Surface.Own && MediaTypes.Minds(method)))
        {
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        if (takesKey)
        {
            yield return StatusCodes.Status409Conflict;
            yield return StatusCodes.Status422UnprocessableEntity;
        }
    }

    /// <summary>They come with tokens that open a part only, and with cookies.</summary>
    private static bool IsForPeople(RouteEndpoint route) => route.RoutePattern.RawText!.StartsWith("/manage/", StringComparison.Ordinal);

    private static Shape Of(Surface surface, int status) => surface switch
    {
        Surface.V1 when status == StatusCodes.Status404NotFound => new Shape(typeof(NothingV1), ["application/json"]),
        Surface.V1 => new Shape(typeof(ErrorsV1), ["application/json"]),
        Surface.V2 => new Shape(typeof(ErrorV2), ["application/json", MediaTypes.Vendor]),
        _ => new Shape(typeof(Contracts.Manage.Problem), [Http.Problem.MediaType]),
    };
}
