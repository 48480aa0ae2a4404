namespace Prilavok.Core.Suppliers;

/// <summary>Whom an owner buys goods from. It belongs to the account, not to a store.</summary>
public sealed record Supplier(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
