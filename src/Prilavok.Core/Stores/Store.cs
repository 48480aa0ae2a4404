namespace Prilavok.Core.Stores;

/// <summary>A shop of an owner.</summary>
public sealed record Store(string Id, string Name, string? Address, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
