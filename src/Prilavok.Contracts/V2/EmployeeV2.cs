using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.V2;

/// <summary>An employee.</summary>
/// <param name="Stores">Ids of the stores the employee works in.</param>
/// <param name="UserId">The owner.</param>
/// <param name="Phone">Digits, without a plus.</param>
public sealed record EmployeeV2(
    string Id,
    string Name,
    IReadOnlyList<string> Stores,
    [AllowedValues("ADMIN", "CASHIER", "MANUAL")] string Role,
    string RoleId,
    string UserId,
    string CreatedAt,
    string UpdatedAt,
    string? LastName = null,
    string? PatronymicName = null,
    long? Phone = null);

/// <summary>An employee to be made.</summary>
/// <param name="Phone">Digits, without a plus; a text of digits does too.</param>
[MayBeNull]
public sealed record NewEmployeeV2(
    string Name,
    string RoleId,
    Either<long, string> Phone,
    string? LastName = null,
    string? PatronymicName = null,
    IReadOnlyList<string>? Stores = null);

/// <summary>A role.</summary>
public sealed record RoleV2(string Id, string Name);
