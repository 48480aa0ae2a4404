using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Employees;

internal sealed class EmployeesV2(
    IStorage storage, IEmployees employees, IRoles roles, EditEmployees edit, RenderedLists lists, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/employees", guard.App(Rights.EmployeeRead, ListAsync))
            .WithName("v2.employees.list").WithMetadata(new RequiredRight(Rights.EmployeeRead));
        app.MapPost("/employees", guard.App(Rights.EmployeeWrite, CreateAsync))
            .WithName("v2.employees.create").WithMetadata(new RequiredRight(Rights.EmployeeWrite));
        app.MapGet("/employees/{employeeId}", guard.App(Rights.EmployeeRead, FindAsync))
            .WithName("v2.employees.find").WithMetadata(new RequiredRight(Rights.EmployeeRead));
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app)
    {
        if (await PageQuery.ReadAsync(http, http.Request.Query["store_id"].ToString()) is { } query)
        {
            await lists.AnswerAsync(http, app, body => WritePageAsync(body, app.OwnerId, query));
        }
    }

    /// <summary>The filter is the store.</summary>
    private async Task<bool> WritePageAsync(ListBody body, string ownerId, PageQuery query)
    {
        var (list, kinds) = await storage.ReadAsync(
            async s => (
                await (query.Filters.Length > 0
                    ? employees.ListOfStoreAsync(s, ownerId, query.Filters, query.Rows)
                    : employees.ListAsync(s, ownerId, query.Rows)),
                (await roles.ListAsync(s, ownerId)).ToDictionary(role => role.Id, role => role.Kind, StringComparer.OrdinalIgnoreCase)),
            CancellationToken.None);
        Paging.WritePage(
            body.Json,
            list,
            query.Limit,
            (json, employee) => EmployeeWriter.WriteV2(json, employee, kinds.GetValueOrDefault(employee.RoleId, RoleKind.Manual), ownerId),
            employee => new Position(employee.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(employee.Id)),
            query.Filters);
        return true;
    }

    private async Task FindAsync(HttpContext http, Grant.OfApp app)
    {
        if (await storage.ReadAsync(s => employees.FindAsync(s, app.OwnerId, http.RouteText("employeeId")), http.RequestAborted) is { } employee)
        {
            await AnswerAsync(http, app, employee);
        }
        else
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        }
    }

    private async Task CreateAsync(HttpContext http, Grant.OfApp app)
    {
        using var body = await Json.ReadAsync(http);
        if (!EmployeeReaderV2.TryRead(body.RootElement, out var draft, out var rejection))
        {
            await ErrorsV2.WriteAsync(http, rejection!);
            return;
        }

        switch (await edit.CreateAsync(app.OwnerId, Source.App(app.AppId), draft!, http.RequestAborted))
        {
            case EmployeeOutcome.Saved saved:
                await AnswerAsync(http, app, saved.Employee);
                break;
            case EmployeeOutcome.RoleUnknown:
                await ErrorsV2.WriteValidationAsync(http, "role_id", "unknown value");
                break;
            case EmployeeOutcome.StoreUnknown:
                await ErrorsV2.WriteValidationAsync(http, "stores", "unknown value");
                break;
            case var outcome:
                throw new InvalidOperationException($"No answer for {outcome}.");
        }
    }

    private async Task AnswerAsync(HttpContext http, Grant.OfApp app, Employee employee)
    {
        var role = await storage.ReadAsync(s => roles.FindAsync(s, app.OwnerId, employee.RoleId), http.RequestAborted);
        await Json.WriteAsync(
            http, StatusCodes.Status200OK, json => EmployeeWriter.WriteV2(json, employee, role?.Kind ?? RoleKind.Manual, app.OwnerId));
    }
}
