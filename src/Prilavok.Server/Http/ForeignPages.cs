using Microsoft.AspNetCore.Http.Features;

namespace Prilavok.Server.Http;

/// <summary>
/// Pages of other origins, by what a browser says of them and they cannot change. A page makes a browser call any address it likes, and
/// send a body too as long as it does not say that it is JSON: a browser asks first for that.
/// </summary>
internal static class ForeignPages
{
    private const string Site = "Sec-Fetch-Site";

    /// <returns>What gives the page away; null where none of another origin asks.</returns>
    public static string? SignOf(HttpRequest request)
    {
        var site = request.Headers[Site];
        if (site.Count > 0 && site.ToString() is not ("same-origin" or "none"))
        {
            return $"a page of another origin asks ({Site})";
        }

        var origin = request.Headers.Origin;
        return origin.Count == 0 || IsOwn(origin.ToString(), request, isVouchedFor: site.Count > 0) ? null : "a page of another origin asks (Origin)";
    }

    /// <exception cref="UnsupportedBodyException">There is a body that a browser would send for any page.</exception>
    public static void RefuseOtherBody(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false } && !MediaTypes.IsJson(http.Request.ContentType))
        {
            throw new UnsupportedBodyException("Content-Type", http.Request.ContentType ?? "", "must be application/json");
        }
    }

    /// <param name="isVouchedFor">The browser itself says that the origin is the same: then TLS ends at a proxy that does not tell of it.</param>
    private static bool IsOwn(string origin, HttpRequest request, bool isVouchedFor) =>
        origin.Split("://", 2) is [var scheme, var host]
        && host.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
        && (scheme.Equals(request.Scheme, StringComparison.OrdinalIgnoreCase) || (isVouchedFor && scheme == Uri.UriSchemeHttps));
}
