using Prilavok.Core.Log;

namespace Prilavok.Core.Employees;

public sealed record EmployeeFact(Employee Employee, RoleKind Role) : Fact;

public sealed record RoleFact(Role Role) : Fact;
