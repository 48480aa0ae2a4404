using Prilavok.Server.Wire;

namespace Prilavok.Server.Http;

internal static class Requests
{
    /// <summary>A part of the path by its name in the route.</summary>
    public static string RouteText(this HttpContext http, string name) => (string)http.GetRouteValue(name)!;

    /// <summary>Of this cloud, as the request called it: <c>http://127.0.0.1:5080</c>.</summary>
    public static string Address(this HttpRequest request) => $"{request.Scheme}://{request.Host}";

    /// <summary>A query parameter that is true or false; false when it is not given.</summary>
    /// <returns>False when it is given and neither.</returns>
    public static bool TryQueryFlag(this HttpRequest request, string name, out bool value)
    {
        value = false;
        return request.Query[name].ToString() is not { Length: > 0 } text || Flags.TryRead(text, out value);
    }

    /// <summary>A query parameter given as a comma list, repeated, or both; empty parts are dropped.</summary>
    public static IReadOnlyList<string> QueryList(this HttpRequest request, string name) =>
    [
        .. request.Query[name].SelectMany(
            value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];
}
