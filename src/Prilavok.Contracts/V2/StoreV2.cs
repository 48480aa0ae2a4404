namespace Prilavok.Contracts.V2;

/// <summary>A store.</summary>
/// <param name="UserId">The owner.</param>
public sealed record StoreV2(string Id, string Name, string UserId, string CreatedAt, string UpdatedAt, string? Address = null);
