using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.Callers;

/// <summary>
/// What a browser lets pages of other origins do: call REST v1 and v2, with a token of theirs, from the origins that are named; in a
/// sandbox from any. All else (the sandbox itself, accounts, terminals, publishers) is for pages of this cloud alone, and so are cookies.
/// </summary>
internal sealed class CrossOrigin(IOptions<CrossOriginOptions> options, Listening listening) : ICorsPolicyProvider
{
    private const string Anybody = "*";

    /// <summary>Where REST v1 and v2 begin. Whatever is not named here stays closed.</summary>
    private static readonly PathString[] Open = ["/api/v1", "/api/v2", "/stores", "/devices", "/employees", "/suppliers", "/bulks"];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] Readable =
    [
        "ETag", "Location", "Retry-After", OnlyOnce.Repeated, "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset",
        "X-Products-Violations", "X-Products-Violations-Count",
    ];

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly CorsPolicy? _named =
        options.Value.All is not { Length: > 0 } origins ? null : PolicyOf(origins.Contains(Anybody) ? [Anybody] : origins);

    private readonly CorsPolicy _any = PolicyOf(Anybody);

    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        var path = context.Request.Path;
        return !Array.Exists(Open, root => path.StartsWithSegments(root, StringComparison.Ordinal)) ? null
            : await listening.HasSandboxAsync(context.RequestAborted) ? _any
            : _named;
    }

    private static CorsPolicy PolicyOf(params string[] origins) => new CorsPolicyBuilder(origins)
        .WithMethods(Methods).AllowAnyHeader().WithExposedHeaders(Readable).SetPreflightMaxAge(Remembered).DisallowCredentials().Build();
}
