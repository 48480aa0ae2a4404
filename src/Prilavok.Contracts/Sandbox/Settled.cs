namespace Prilavok.Contracts.Sandbox;

/// <summary>How long to wait.</summary>
/// <param name="Timeout">As PT10S, which is the default; at most ten minutes.</param>
[MayBeNull]
public sealed record SettleRequest(string? Timeout = null);

/// <summary>Whether everything due has happened.</summary>
/// <param name="Open">What has not.</param>
public sealed record Settled(
    [property: System.Text.Json.Serialization.JsonPropertyName("settled")] bool IsSettled, IReadOnlyList<string>? Open = null);
