namespace Prilavok.Contracts.Manage;

/// <summary>An employee.</summary>
/// <param name="Phone">Digits, without a plus.</param>
/// <param name="Stores">Ids of the stores the employee works in.</param>
public sealed record Employee(
    string Id, string Name, string? LastName, string? PatronymicName, long? Phone, string RoleId, IReadOnlyList<string> Stores);

/// <summary>An employee to be made.</summary>
public sealed record NewEmployee(
    string Name,
    string RoleId,
    [MayBeNull] string? LastName = null,
    [MayBeNull] string? PatronymicName = null,
    [MayBeNull] long? Phone = null,
    IReadOnlyList<string>? Stores = null);

/// <summary>What is to be changed of an employee. Null takes away what may be absent.</summary>
public sealed record EmployeeChange(
    string? Name = null,
    string? RoleId = null,
    [MayBeNull] string? LastName = null,
    [MayBeNull] string? PatronymicName = null,
    [MayBeNull] long? Phone = null,
    IReadOnlyList<string>? Stores = null);
