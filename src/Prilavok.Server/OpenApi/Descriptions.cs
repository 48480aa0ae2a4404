using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.OpenApi;

/// <summary>
/// Describes the mapped routes. They are plain request delegates, of which the framework cannot tell the shapes by reflection:
/// those stand in <see cref="Operations"/>.
/// </summary>
internal sealed class Descriptions(EndpointDataSource routes, Operations operations, Listening listening) : IApiDescriptionProvider
{
    /// <summary>The framework asks for it and finds nothing of its own in it.</summary>
    private static readonly EmptyModelMetadataProvider Types = new();

    /// <summary>Before the framework's own, which finds nothing here.</summary>
    public int Order => -2000;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var route in routes.Endpoints.OfType<RouteEndpoint>().Where(IsServed))
        {
            if (route.Metadata.GetMetadata<IEndpointNameMetadata>() is { } name && operations.Find(name.EndpointName) is { } operation)
            {
                var methods = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get];
                foreach (var method in methods)
                {
                    context.Results.Add(Describe(route, operation, method, isFirst: method == methods[0]));
                }
            }
        }
    }

    /// <summary>Where nothing was said of a sandbox its routes are mapped, and answer only where the server listens to this machine alone.</summary>
    private bool IsServed(RouteEndpoint route) =>
        listening.HasSandbox || !route.RoutePattern.RawText!.StartsWith("/sandbox/", StringComparison.Ordinal);

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static ApiDescription Describe(RouteEndpoint route, Operation operation, string method, bool isFirst)
    {
        var path = route.RoutePattern.RawText!;
        var surface = Surfaces.Of(path);
        var description = new ApiDescription
        {
            HttpMethod = method,
            RelativePath = path.TrimStart('/'),
            GroupName = Documents.NameOf(surface),
            ActionDescriptor = new ActionDescriptor { EndpointMetadata = MetadataOf(route, operation, method, isFirst) },
        };
        foreach (var parameter in ParametersOf(route.RoutePattern, operation, TakesKey(operation, method, path)))
        {
            description.ParameterDescriptions.Add(parameter);
        }

        foreach (var media in MediaOf(operation.Body, surface))
        {
            description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = media });
        }

        foreach (var answer in AnswersOf(route, operation, method, TakesKey(operation, method, path)))
        {
            description.SupportedResponseTypes.Add(answer);
        }

        return description;
    }

    private static IList<object> MetadataOf(RouteEndpoint route, Operation operation, string method, bool isFirst) =>
    [
        operation,
        new TagsAttribute(operation.Tag),
        new EndpointSummaryAttribute(operation.Summary),
        new EndpointNameAttribute(isFirst ? operation.Route : $"{operation.Route}.{method}"),
        new EndpointDescriptionAttribute(string.Join(' ', new[] { operation.Details, CallerOf(route, operation) }.Where(part => part is not null))),
    ];

    private static string CallerOf(RouteEndpoint route, Operation operation) => operation switch
    {
        { IsOpen: true } => "Open to anyone.",
        _ when route.Metadata.GetMetadata<RequiredRight>() is { } required =>
            $"For {(operation.Caller is { } caller ? $"{caller}, and for " : "")}apps with the right `{required.Right}`.",
        { Caller: { } caller } => $"For {caller}.",
        _ => "For any app.",
    };

    private static IEnumerable<ApiParameterDescription> ParametersOf(RoutePattern pattern, Operation operation, bool takesKey)
    {
        foreach (var part in pattern.Parameters)
        {
            yield return ParameterOf(part.Name, typeof(string), BindingSource.Path, isRequired: true);
        }

        foreach (var asked in operation.Query)
        {
            yield return ParameterOf(asked.Name, asked.Type, BindingSource.Query, isRequired: false);
        }

        if (takesKey)
        {
            yield return ParameterOf(OnlyOnce.Header, typeof(string), BindingSource.Header, isRequired: false);
        }

        if (operation.Body is { Type: { } body })
        {
            yield return ParameterOf("body", body, BindingSource.Body, isRequired: true);
        }
    }

    /// <summary>The sandbox knows its callers otherwise, and terminals repeat what has an id of its own.</summary>
    private static bool TakesKey(Operation operation, string method, string path) =>
        !operation.IsOpen && OnlyOnce.Takes(method, path)
        && !path.StartsWith("/sandbox", StringComparison.Ordinal) && !path.StartsWith("/terminal", StringComparison.Ordinal);

    private static ApiParameterDescription ParameterOf(string name, Type type, BindingSource source, bool isRequired) => new()
    {
        Name = name,
        Type = type,
        ModelMetadata = Types.GetMetadataForType(type),
        Source = source,
        IsRequired = isRequired,
    };

    private static IEnumerable<ApiResponseType> AnswersOf(RouteEndpoint route, Operation operation, string method, bool takesKey)
    {
        var surface = Surfaces.Of(route.RoutePattern.RawText);
        foreach (var (status, shape) in operation.Answers)
        {
            yield return AnswerOf(status, shape.Type, MediaOf(shape, surface));
        }

        foreach (var (status, shape) in Refusals.Of(route, operation, method, takesKey))
        {
            yield return AnswerOf(status, shape.Type, shape.Media);
        }
    }

    private static ApiResponseType AnswerOf(int status, Type? type, IEnumerable<string> media) => new()
    {
        StatusCode = status,
        Type = type,
        ApiResponseFormats = type is null ? [] : [.. media.Select(name => new ApiResponseFormat { MediaType = name })],
    };

    private static IReadOnlyList<string> MediaOf(Shape? shape, Surface surface) => shape switch
    {
        null => [],
        { Media.Count: > 0 } => shape.Media,
        _ when surface == Surface.V2 => ["application/json", MediaTypes.Vendor],
        _ => ["application/json"],
    };
}
