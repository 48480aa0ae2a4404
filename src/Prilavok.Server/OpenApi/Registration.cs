using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prilavok.Server.Http;

namespace Prilavok.Server.OpenApi;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        foreach (var (_, name, title) in Documents.All)
        {
            services.AddOpenApi(name, options =>
            {
                options.CreateSchemaReferenceId = SchemaNames.Of;
                options.AddSchemaTransformer<SchemaRules>();
                options.AddOperationTransformer<OperationRules>();
                options.AddDocumentTransformer(new DocumentRules(title));
            });
        }

        services.AddSingleton<Operations>();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApiDescriptionProvider, Descriptions>());
        services.Configure<JsonOptions>(options => Shape(options.SerializerOptions));
        services.AddSingleton<IEndpoints, Documents>();
    }

    /// <summary>Describes routes of a room.</summary>
    public static void Describe(this IServiceCollection services, Func<IEnumerable<Operation>> operations) =>
        services.AddSingleton(new DescribedRoutes(operations));

    /// <summary>How the records of the contract are spelled on the wire. Only schemas are made with it.</summary>
    private static void Shape(JsonSerializerOptions json)
    {
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SchemaNames.Spell } };
    }
}
