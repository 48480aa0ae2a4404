using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Prilavok.Contracts;

namespace Prilavok.Server.OpenApi;

/// <summary>What the framework does not read from the records of the contract.</summary>
internal sealed class SchemaRules(IEnumerable<IMemberWords> words) : IOpenApiSchemaTransformer
{
    /// <summary>The framework's own mark on what becomes null or a reference.</summary>
    private const string NullMark = "x-is-nullable-property";

    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (context.JsonPropertyInfo?.AssociatedParameter is { } parameter)
        {
            schema.Default = null; // That a member is left out is not a value.
            if (parameter.HasDefaultValue && !MayBeNull(parameter))
            {
                schema.Type &= ~JsonSchemaType.Null;
                schema.Metadata?.Remove(NullMark);
            }

            if (WordsOf(parameter) is { } allowed)
            {
                schema.Enum = [.. allowed.Select(word => JsonValue.Create(word)!)];
            }
        }

        if (typeof(Open).IsAssignableFrom(type))
        {
            schema.AdditionalPropertiesAllowed = true;
            schema.AdditionalProperties = new OpenApiSchema();
        }

        if (SchemaNames.IsEither(type))
        {
            await BeEitherAsync(schema, context, cancellationToken);
        }
    }

    private static bool MayBeNull(JsonParameterInfo parameter) =>
        parameter.DeclaringType.IsDefined(typeof(MayBeNullAttribute))
            || parameter.AttributeProvider?.IsDefined(typeof(MayBeNullAttribute), inherit: false) == true;

    /// <summary>What a text may be: as this server decides, or as the contract says.</summary>
    private IEnumerable<string?>? WordsOf(JsonParameterInfo parameter) =>
        words.Select(some => some.Of(parameter)).FirstOrDefault(some => some is not null)
        ?? (parameter.AttributeProvider as ParameterInfo)?.GetCustomAttribute<AllowedValuesAttribute>()?.Values.Cast<string?>();

    private static async Task BeEitherAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var forms = new List<IOpenApiSchema>();
        foreach (var form in context.JsonTypeInfo.Type.GetGenericArguments())
        {
            forms.Add(await context.GetOrCreateSchemaAsync(form, cancellationToken: cancellationToken));
        }

        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Null))
        {
            forms.Add(new OpenApiSchema { Type = JsonSchemaType.Null });
        }

        schema.Type = null;
        schema.OneOf = forms;
    }
}
