namespace Prilavok.Server.Http;

/// <summary>Clients put paths together carelessly: several slashes in a row are one.</summary>
internal sealed class Slashes(RequestDelegate next)
{
    private const string Doubled = "//";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.Value is { } path && path.Contains(Doubled, StringComparison.Ordinal))
        {
            http.Request.Path = Single(path);
        }

        return next(http);
    }

    private static string Single(string path) => string.Create(path.Length - Surplus(path), path, static (single, path) =>
    {
        var length = 0;
        var before = '\0';
        foreach (var c in path)
        {
            if (c != '/' || before != '/')
            {
                single[length++] = c;
            }

            before = c;
        }
    });

    private static int Surplus(string path)
    {
        var surplus = 0;
        for (var i = 1; i < path.Length; i++)
        {
            surplus += path[i] == '/' && path[i - 1] == '/' ? 1 : 0;
        }

        return surplus;
    }
}
