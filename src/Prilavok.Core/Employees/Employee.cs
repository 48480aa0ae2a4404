namespace Prilavok.Core.Employees;

/// <summary>A person who works at terminals of an owner.</summary>
/// <param name="Phone">Digits only, as 79876543210.</param>
/// <param name="RoleId">A role of the same owner.</param>
/// <param name="StoreIds">The stores the person may work in.</param>
public sealed record Employee(
    string Id, string Name, string? LastName, string? PatronymicName, long? Phone, string RoleId, IReadOnlyList<string> StoreIds,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A set of rights at the terminal. A preset role cannot be changed.</summary>
public sealed record Role(string Id, string Name, RoleKind Kind, IReadOnlyList<string> Rights, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public bool IsPreset => Kind != RoleKind.Manual;
}

public enum RoleKind
{
    Admin,
    Cashier,
    Manual,
}
