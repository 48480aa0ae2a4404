using System.Text.Json.Serialization.Metadata;

namespace Prilavok.Server.OpenApi;

/// <summary>Words that a member of a body may have, where this server decides which.</summary>
internal interface IMemberWords
{
    /// <returns>Null where it knows nothing of the member.</returns>
    IEnumerable<string>? Of(JsonParameterInfo parameter);
}
