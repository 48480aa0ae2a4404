using System.Text.Json;

namespace Prilavok.Contracts.Terminal;

/// <summary>What changed in the cloud.</summary>
/// <param name="Next">Where to ask on.</param>
/// <param name="Reset">
/// True where <c>after</c> is of a log that was lost and restored from a backup: the terminal forgets what it knows of the cloud, asks on from
/// <c>next</c>, which is 0, and sends its documents of the last days again. Left out otherwise.
/// </param>
public sealed record Changes(
    [property: System.Text.Json.Serialization.JsonPropertyName("changes")] IReadOnlyList<Change> List, long Next, bool? Reset = null);

/// <summary>One change. Of stock that documents moved, the kind is <c>stock</c> and the data <c>{"quantity"}</c>, once for each product.</summary>
/// <param name="Id">Of what was changed.</param>
/// <param name="Data">As v2 tells it; left out when it was removed.</param>
public sealed record Change(long Seq, string Kind, string Id, JsonElement? Data = null);
