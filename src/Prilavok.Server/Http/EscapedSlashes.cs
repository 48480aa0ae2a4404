using Microsoft.AspNetCore.Http.Features;

namespace Prilavok.Server.Http;

/// <summary>
/// Ids may hold a slash, and are escaped in a path then. The server leaves <c>%2F</c> as it is, and nobody could tell it from the
/// three characters; so until a route is found another character stands for it, one that no path can hold.
/// </summary>
internal sealed class EscapedSlashes(RequestDelegate next)
{
    private const string Escaped = "%2F";

    /// <summary>Half of a pair: escapes are of UTF-8, in which there is none.</summary>
    private const char StandIn = '\uDFFF';

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestFeature>()?.RawTarget is { } target && target.Contains(Escaped, StringComparison.OrdinalIgnoreCase))
        {
            http.Request.Path = PathOf(target) ?? http.Request.Path;
        }

        return next(http);
    }

    /// <summary>Gives the parts of the path that the route names what they were sent as.</summary>
    public static Task RestoreAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.Value?.Contains(StandIn, StringComparison.Ordinal) == true)
        {
            foreach (var (name, value) in http.Request.RouteValues.ToList())
            {
                http.Request.RouteValues[name] = value is string text ? text.Replace(StandIn, '/') : value;
            }
        }

        return next(http);
    }

    /// <returns>Null for what has no escaped slash in its path.</returns>
    private static string? PathOf(string target)
    {
        var raw = target.Split('?', 2)[0];
        if (!raw.StartsWith('/'))
        {
            raw = Uri.TryCreate(target, UriKind.Absolute, out var whole) ? whole.AbsolutePath : "";
        }

        if (!raw.Contains(Escaped, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = new List<string>();
        foreach (var part in raw.Split('/').Skip(1).Select(part => Uri.UnescapeDataString(part).Replace('/', StandIn)))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(parts.Count - 1, 0), Math.Min(parts.Count, 1));
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }
}
