using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Prilavok.Server.OpenApi;

/// <summary>What stands over a whole document. Its server is whichever it came from.</summary>
internal sealed class DocumentRules(string title) : IOpenApiDocumentTransformer
{
    private const string Header = "X-Authorization";
    private const string Bearer = "Bearer";

    public static IReadOnlyList<string> Tokens { get; } = [Header, Bearer];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = $"Prilavok: {title}", Version = typeof(DocumentRules).Assembly.GetName().Version!.ToString(3) };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Header] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = Header,
                Description = "The token, with or without the word Bearer before it.",
            },
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The same token." },
        };
        ShareRefusals(document, document.Components);
        return Task.CompletedTask;
    }

    /// <summary>Almost every route refuses in the same few ways: each is written once.</summary>
    private static void ShareRefusals(OpenApiDocument document, OpenApiComponents components)
    {
        components.Responses = new Dictionary<string, IOpenApiResponse>(StringComparer.Ordinal);
        foreach (var responses in document.Paths.Values.SelectMany(path => path.Operations!.Values).Select(operation => operation.Responses!))
        {
            foreach (var (status, response) in responses.Where(response => IsShared(response.Value)).ToList())
            {
                components.Responses.TryAdd(status, response);
                responses[status] = new OpenApiResponseReference(status, document);
            }
        }
    }

    private static bool IsShared(IOpenApiResponse response) => response.Content?.Values.FirstOrDefault()?.Schema is OpenApiSchemaReference
    {
        Reference.Id: nameof(Contracts.V1.ErrorsV1) or nameof(Contracts.V1.NothingV1) or nameof(Contracts.V2.ErrorV2) or nameof(
            Contracts.Manage.Problem),
    };
}
