namespace Prilavok.Core.Employees;

/// <summary>The roles every account has from the start.</summary>
public static class PresetRoles
{
    public static IReadOnlyList<Role> Make(Ids ids, DateTimeOffset now) =>
    [
        new Role(ids.NewGuid(), "Администратор", RoleKind.Admin, EmployeeRights.All, now, now),
        new Role(ids.NewGuid(), "Кассир", RoleKind.Cashier, EmployeeRights.Cashier, now, now),
    ];
}
