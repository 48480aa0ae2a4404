using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.V1;

/// <summary>An employee.</summary>
/// <param name="Phone">Digits, without a plus.</param>
/// <param name="Stores">Ids of the stores the employee works in.</param>
/// <param name="Code">Always null.</param>
public sealed record EmployeeV1(
    string Uuid,
    string Name,
    string? LastName,
    string? PatronymicName,
    long? Phone,
    IReadOnlyList<string> Stores,
    [AllowedValues("ADMIN", "CASHIER", "MANUAL")] string Role,
    string? Code);
