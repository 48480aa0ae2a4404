using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Prilavok.Contracts;

namespace Prilavok.Server.OpenApi;

/// <summary>Names of schemas and of their members.</summary>
internal static class SchemaNames
{
    private static readonly string[] InSnakeCase = [typeof(Contracts.V2.StoreV2).Namespace!, typeof(Contracts.Publisher.Hook).Namespace!];

    /// <summary>The name of a schema that stands by itself; null for one written where it is used.</summary>
    public static string? Of(JsonTypeInfo type) =>
        type.Type == typeof(JsonElement) || type.Type == typeof(JsonElement?) || IsEither(type.Type)
            ? null
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static bool IsEither(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Either<,>);

    /// <summary>v2 and the publishers' wire spell in snake case, the others in camel case; a member may have a name of its own.</summary>
    public static void Spell(JsonTypeInfo type)
    {
        if (!InSnakeCase.Contains(type.Type.Namespace))
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider is MemberInfo member && !member.IsDefined(typeof(JsonPropertyNameAttribute)))
            {
                property.Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);
            }
        }
    }
}
