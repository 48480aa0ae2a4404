namespace Prilavok.Server.Hosting;

internal static class Requests
{
    /// <summary>A part of the path by its name in the route.</summary>
    public static string RouteText(this HttpContext http, string name) => (string)http.GetRouteValue(name)!;

    /// <summary>Of this cloud, as the request called it: <c>http://127.0.0.1:5080</c>.</summary>
    public static string Address(this HttpRequest request) => $"{request.Scheme}://{request.Host}";

    /// <summary>A query parameter given as a comma list, repeated, or both; empty parts are dropped.</summary>
    public static IReadOnlyList<string> QueryList(this HttpRequest request, string name) =>
    [
        .. request.Query[name].SelectMany(
            value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];
}
