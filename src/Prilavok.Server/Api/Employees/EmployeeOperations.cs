using Prilavok.Contracts.V1;
using Prilavok.Contracts.V2;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Employees;

internal static class EmployeeOperations
{
    private const string Tag = "Employees";

    public static IEnumerable<Operation> All { get; } =
    [
        new Operation("v1.employees.search", Tag, "Lists the employees of the owner").Answers200<IReadOnlyList<EmployeeV1>>().OrUnchanged(),
        new Operation("v2.employees.list", Tag, "Lists the employees of the owner")
            .Asks<string>("store_id", "Only of this store.").InPages().Answers200<PageV2<EmployeeV2>>().OrUnchanged(),
        new Operation("v2.employees.find", Tag, "Finds one employee").Answers200<EmployeeV2>(),
        new Operation("v2.employees.create", Tag, "Makes an employee").Takes<NewEmployeeV2>().Answers200<EmployeeV2>(),
        new Operation("v2.roles.list", Tag, "Lists the roles of the owner").InPages().Answers200<PageV2<RoleV2>>().OrUnchanged(),
    ];
}
