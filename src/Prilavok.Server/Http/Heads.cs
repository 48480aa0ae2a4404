using Microsoft.Extensions.Primitives;

namespace Prilavok.Server.Http;

/// <summary>
/// Wherever GET is answered, HEAD is, with the same status and headers: it goes the way of GET, and the server underneath, which remembers
/// what was asked, sends no body.
/// </summary>
internal sealed class Heads(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Request.Method = HttpMethods.Get;
            http.Features.Set(Asked.Instance);
        }

        return next(http);
    }

    /// <summary>To the methods that a route allows.</summary>
    public static void Allow(IHeaderDictionary headers)
    {
        var allowed = headers.Allow.ToString().Split(',', StringSplitOptions.TrimEntries);
        if (allowed.Contains(HttpMethods.Get, StringComparer.Ordinal) && !allowed.Contains(HttpMethods.Head, StringComparer.Ordinal))
        {
            headers.Allow = new StringValues(string.Join(", ", [.. allowed, HttpMethods.Head]));
        }
    }

    /// <summary>Says that only the head of the answer was asked for.</summary>
    public sealed class Asked
    {
        public static readonly Asked Instance = new();
    }
}

internal static class HeadRequests
{
    /// <summary>Nobody reads a body: what would wait for news or go on for ever need not, and what is handed out is not.</summary>
    public static bool IsHead(this HttpContext http) => http.Features.Get<Heads.Asked>() is not null;
}
