using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prilavok.Contracts;

/// <summary>A record whose wire grows: members nobody here knows come along.</summary>
public abstract record Open
{
    /// <summary>Those members, by their names.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; init; }
}
