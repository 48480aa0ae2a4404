using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Prilavok.Contracts;
using Prilavok.Contracts.V2;
using Prilavok.Server.Reading;

namespace Prilavok.Server.OpenApi;

/// <summary>What the framework does not read from the records of the contract.</summary>
internal sealed class SchemaRules(ProductVocabulary vocabulary) : IOpenApiSchemaTransformer
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

            if (WordsOf(parameter) is { } words)
            {
                schema.Enum = [.. words.Select(word => JsonValue.Create(word)!)];
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
        parameter.DeclaringType.IsDefined(typeof(MayBeNullAttribute)) || parameter.AttributeProvider?.IsDefined(typeof(MayBeNullAttribute), inherit: false) == true;

    /// <summary>What a text may be; of goods to be kept, what this server takes.</summary>
    private IEnumerable<string?>? WordsOf(JsonParameterInfo parameter) => parameter switch
    {
        { Name: nameof(ProductWriteV2.Type) } when IsGoods(parameter) => vocabulary.Types.Order(StringComparer.Ordinal),
        { Name: nameof(ProductWriteV2.Tax) } when IsGoods(parameter) => vocabulary.Taxes.Order(StringComparer.Ordinal),
        { AttributeProvider: ParameterInfo declared } => declared.GetCustomAttribute<AllowedValuesAttribute>()?.Values.Cast<string?>(),
        _ => null,
    };

    private static bool IsGoods(JsonParameterInfo parameter) => parameter.DeclaringType == typeof(ProductWriteV2);

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
