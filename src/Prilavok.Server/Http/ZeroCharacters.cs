namespace Prilavok.Server.Http;

/// <summary>Nobody means a zero character in a query, and not every database can compare with one. In a path there is none.</summary>
internal sealed class ZeroCharacters(RequestDelegate next)
{
    private const string Escaped = "%00";

    public Task InvokeAsync(HttpContext http) =>
        http.Request.QueryString.Value is { } query && query.Contains(Escaped, StringComparison.Ordinal)
            ? Faults.TellAsync(http, StatusCodes.Status400BadRequest, null)
            : next(http);
}
