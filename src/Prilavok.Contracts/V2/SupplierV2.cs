namespace Prilavok.Contracts.V2;

/// <summary>A supplier.</summary>
/// <param name="UserId">The owner.</param>
public sealed record SupplierV2(string Id, string Name, string UserId, string CreatedAt, string UpdatedAt);

/// <summary>A supplier to be made.</summary>
/// <param name="Name">1 to 255 characters.</param>
/// <param name="Id">Wished for; taken when it is a uuid.</param>
[MayBeNull]
public sealed record NewSupplierV2(string Name, string? Id = null);

/// <summary>What is to be changed of a supplier.</summary>
public sealed record SupplierChangeV2(string? Name = null);
