using Prilavok.Core.Accounts;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>Marks routes with the area a token for a program must be made for. A route without one is for people alone.</summary>
internal sealed record ScopeArea(string Area)
{
    /// <returns>What such a token needs for this call; null when none will do.</returns>
    public static string? ScopeOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ScopeArea>() is { } marked
        ? marked.Area + (HttpMethods.IsGet(http.Request.Method) && !IsWrite(http) ? Scopes.Read : Scopes.Write)
        : null;

    /// <summary>True for a GET that takes something over.</summary>
    public static bool IsWrite(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<WritesWith>() is { } marked && (!http.Request.TryQueryFlag(marked.Query, out var flag) || flag);
}

/// <summary>Marks a route that reads, but with this in its query takes something over.</summary>
internal sealed record WritesWith(string Query);

internal static class ScopeAreas
{
    /// <summary>What is mapped on the answer is open to tokens made for the area.</summary>
    public static IEndpointRouteBuilder InArea(this IEndpointRouteBuilder app, string area)
    {
        var group = app.MapGroup("");
        group.WithMetadata(new ScopeArea(area));
        return group;
    }
}
