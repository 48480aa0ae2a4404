using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Scalar.AspNetCore;

namespace Prilavok.Server.OpenApi;

/// <summary>The OpenAPI documents, one for each surface, and the page that shows them. Nothing is made before it is asked for.</summary>
internal sealed class Documents(IServiceProvider services, Listening listening) : IEndpoints
{
    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> _rendered = new(StringComparer.Ordinal);

    public static IReadOnlyList<(Surface Surface, string Name, string Title)> All { get; } =
    [
        (Surface.V1, "v1", "REST v1"),
        (Surface.V2, "v2", "REST v2"),
        (Surface.Own, "prilavok", "Prilavok's own surfaces"),
    ];

    public static string NameOf(Surface surface) => All.Single(document => document.Surface == surface).Name;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/openapi/{name}.json", ReadAsync).WithName("openapi").ExcludeFromDescription();
        app.MapScalarApiReference("/docs", Set);
    }

    /// <summary>The page is whole in itself: nothing of it comes from elsewhere, and it calls nobody but this server.</summary>
    private static void Set(ScalarOptions page)
    {
        page.WithTitle("Prilavok").WithDynamicBaseServerUrl().AddPreferredSecuritySchemes(DocumentRules.Tokens[0])
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton().HideDeveloperTools().WithNonce();
        foreach (var (_, name, title) in All)
        {
            page.AddDocument(name, title);
        }
    }

    private async Task ReadAsync(HttpContext http)
    {
        var name = http.RouteText("name");
        await (All.Any(document => document.Name == name)
            ? Json.WriteAsync(http, StatusCodes.Status200OK, await _rendered.GetOrAdd(name, key => new(() => RenderAsync(key))).Value)
            : Problem.NotFoundAsync(http, "document"));
    }

    /// <summary>Routes do not change while the server runs, so once is enough. Which of them answer is known once it listens.</summary>
    private async Task<byte[]> RenderAsync(string name)
    {
        await listening.HasSandboxAsync(CancellationToken.None);
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(name).GetOpenApiDocumentAsync();
        var schemas = document.Components?.Schemas?.Values.ToList() ?? [];
        schemas.ForEach(Unfold);
        schemas.ForEach(schema => (schema.Properties?.Values.ToList() ?? []).ForEach(Unfold));
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }

    /// <summary>Comments are folded where the source is; a description is one line.</summary>
    private static void Unfold(IOpenApiSchema schema)
    {
        if (schema.Description?.Contains('\n', StringComparison.Ordinal) is true)
        {
            schema.Description = string.Join(' ', schema.Description.Split('\n', StringSplitOptions.TrimEntries));
        }
    }
}
