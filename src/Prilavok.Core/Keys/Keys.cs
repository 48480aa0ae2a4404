namespace Prilavok.Core.Keys;

/// <summary>A key that secrets are protected with.</summary>
/// <param name="MasterId">Of the master key that wraps it.</param>
public sealed record WrappedKey(string Id, string MasterId, byte[] Wrapped, DateTimeOffset CreatedAt);

/// <summary>A master key, known by its id alone.</summary>
/// <param name="SuccessorId">The one that took its place; null of the present one.</param>
/// <param name="Successor">That one, wrapped by this; null of the present one.</param>
public sealed record MasterRow(string Id, string? SuccessorId, byte[]? Successor, DateTimeOffset CreatedAt);

/// <summary>A known text, kept as secrets are: where it does not open, they do not.</summary>
public sealed record Canary(string Name, string Kept);
