namespace Prilavok.Server.Http;

/// <summary>The wire a path belongs to. It decides in whose words an error is told.</summary>
internal enum Surface
{
    /// <summary>v1: <c>{"errors":[…]}</c>.</summary>
    V1,

    /// <summary>v2 at the root of the host: <c>{code, message, violations}</c>.</summary>
    V2,

    /// <summary>Prilavok's own: <c>application/problem+json</c>.</summary>
    Own,
}

internal static class Surfaces
{
    private static readonly string[] Own = ["/terminal", "/manage", "/sandbox", "/healthz", "/readyz", "/metrics", "/images", "/openapi", "/docs"];

    public static Surface Of(PathString path)
    {
        if (path.StartsWithSegments("/api/v1", StringComparison.Ordinal) || path.StartsWithSegments("/api/v2", StringComparison.Ordinal))
        {
            return Surface.V1;
        }

        foreach (var root in Own)
        {
            if (path.StartsWithSegments(root, StringComparison.Ordinal))
            {
                return Surface.Own;
            }
        }

        return Surface.V2;
    }
}
