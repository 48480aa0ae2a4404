namespace Prilavok.Contracts.V1;

/// <summary>A store.</summary>
/// <param name="Code">Always null: it is of use to terminals only.</param>
public sealed record StoreV1(string Uuid, string? Address, string Name, string? Code);
