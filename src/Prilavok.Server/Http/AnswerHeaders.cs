using Scalar.AspNetCore;

namespace Prilavok.Server.Http;

/// <summary>
/// What answers tell browsers and caches: nobody guesses what they are; where tokens, passwords and codes may stand nothing is kept; and
/// what a browser shows by itself loads nothing from elsewhere and stands in nobody's frame.
/// </summary>
internal sealed class AnswerHeaders(RequestDelegate next)
{
    private const string Framed = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const string Images = "default-src 'none'; sandbox; " + Framed;

    private static readonly string[] Private = ["/manage", "/sandbox", "/oauth", "/terminal", "/apps", "/api/apps"];

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(Tell, http);
        return next(http);
    }

    private static Task Tell(object state)
    {
        var http = (HttpContext)state;
        var (path, headers) = (http.Request.Path, http.Response.Headers);
        headers.XContentTypeOptions = "nosniff";
        if (headers.CacheControl.Count == 0 && Array.Exists(Private, root => path.StartsWithSegments(root, StringComparison.Ordinal)))
        {
            headers.CacheControl = "no-store";
        }

        if (http.Response.StatusCode == StatusCodes.Status304NotModified)
        {
            headers.Remove("Content-Encoding"); // There is nothing to unpack, and clients that try find it cut short.
        }

        if (path.StartsWithSegments("/images", StringComparison.Ordinal))
        {
            headers.ContentSecurityPolicy = Images;
        }
        else if (path.StartsWithSegments("/docs", StringComparison.Ordinal))
        {
            headers.ContentSecurityPolicy = PolicyOfPage(http.Items[ScalarOptions.NonceHttpContextItemKey] as string);
        }

        return Task.CompletedTask;
    }

    /// <summary>Its own scripts, the one in it by its number of the day, and calls of this server; styles it writes as it goes.</summary>
    private static string PolicyOfPage(string? nonce) =>
        $"default-src 'none'; script-src 'self'{(nonce is null ? "" : $" 'nonce-{nonce}'")}; style-src 'self' 'unsafe-inline'; "
        + $"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; {Framed}";
}
