using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Prilavok.Server.Callers;

namespace Prilavok.Server.OpenApi;

/// <summary>What the framework does not take from a description: the token, and the meaning of a parameter.</summary>
internal sealed class OperationRules : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var told = context.Description.ActionDescriptor.EndpointMetadata.OfType<Operation>().Single();
        foreach (var asked in told.Query)
        {
            operation.Parameters!.OfType<OpenApiParameter>().Single(parameter => parameter.Name == asked.Name).Description = asked.Meaning;
        }

        if (operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(parameter => parameter.Name == OnlyOnce.Header) is { } key)
        {
            key.Description =
                "1 to 255 characters of ASCII, new for each call. Within a day the same call under the same key is answered as the first one was.";
        }

        if (!told.IsOpen)
        {
            operation.Security =
                [.. DocumentRules.Tokens.Select(
                    name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, context.Document)] = [] })];
        }

        return Task.CompletedTask;
    }
}
