using System.Text.Json;

namespace Prilavok.Contracts.Sandbox;

/// <summary>A document a terminal is to make.</summary>
/// <param name="Kind">As sell.</param>
/// <param name="StoreId">Any, when absent.</param>
/// <param name="DeviceId">Any, when absent.</param>
/// <param name="Set">Values to be put into it, by paths as <c>positions[0].price</c>.</param>
public sealed record Trigger(
    string Kind, [MayBeNull] string? StoreId = null, [MayBeNull] string? DeviceId = null, IReadOnlyDictionary<string, JsonElement>? Set = null);

/// <summary>The document that was made.</summary>
public sealed record Triggered(string Id, string StoreId, string DeviceId);
