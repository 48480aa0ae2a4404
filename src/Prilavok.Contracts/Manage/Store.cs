namespace Prilavok.Contracts.Manage;

/// <summary>A store.</summary>
public sealed record Store(string Id, string Name, string? Address);

/// <summary>A store to be made.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Id">Wished for: 1 to 64 letters, digits, hyphens and underscores.</param>
[MayBeNull]
public sealed record NewStore(string Name, string? Address = null, string? Id = null);

/// <summary>What is to be changed of a store. Null takes the address away.</summary>
public sealed record StoreChange(string? Name = null, [MayBeNull] string? Address = null);
