using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Employees;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Employees;

internal sealed class EmployeesV1(IStorage storage, IEmployees employees, IRoles roles, RenderedLists lists, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/inventories/employees/search", guard.App(Rights.EmployeeRead, SearchAsync))
            .WithName("v1.employees.search").WithMetadata(new RequiredRight(Rights.EmployeeRead));

    private Task SearchAsync(HttpContext http, Grant.OfApp app) => lists.AnswerAsync(http, app, async body =>
    {
        var (list, kinds) = await storage.ReadAsync(
            async s => (
                await employees.ListAsync(s, app.OwnerId, Page.Whole),
                (await roles.ListAsync(s, app.OwnerId)).ToDictionary(role => role.Id, role => role.Kind, StringComparer.OrdinalIgnoreCase)),
            http.RequestAborted);
        body.WriteArray(
            list, (json, employee) => EmployeeWriter.WriteV1(json, employee, kinds.GetValueOrDefault(employee.RoleId, RoleKind.Manual)));
        return true;
    });
}
