using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.OwnerAccount;

internal sealed class OwnerEmployees(IStorage storage, IEmployees employees, EditEmployees edit, Guard guard) : IEndpoints
{
    private const string Root = "/manage/v1/owners/{ownerId}/employees";

    private const long LargestPhone = 999_999_999_999_999;

    private static readonly Employee Nobody = new("", "-", null, null, null, "-", [], default, default);

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("employee");
        app.MapGet(Root, guard.Owner(ListAsync)).WithName("manage.employees.list");
        app.MapPost(Root, guard.Owner(CreateAsync)).WithName("manage.employees.create");
        app.MapGet(Root + "/{id}", guard.Owner(FindAsync)).WithName("manage.employees.find");
        app.MapPatch(Root + "/{id}", guard.Owner(ChangeAsync)).WithName("manage.employees.change");
        app.MapDelete(Root + "/{id}", guard.Owner(RemoveAsync)).WithName("manage.employees.remove");
    }

    private async Task ListAsync(HttpContext http, Grant.OfOwner owner) => await OwnerLists.WriteItemsAsync(
        http, await storage.ReadAsync(s => employees.ListAsync(s, owner.OwnerId, Page.Whole), http.RequestAborted), Write);

    private async Task FindAsync(HttpContext http, Grant.OfOwner owner)
    {
        var found = await storage.ReadAsync(s => employees.FindAsync(s, owner.OwnerId, http.RouteText("id")), http.RequestAborted);
        await AnswerAsync(
            http, StatusCodes.Status200OK, found is null ? new EmployeeOutcome.Unknown() : new EmployeeOutcome.Saved(found));
    }

    private async Task CreateAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        body.Text("name");
        body.Text("roleId", longest: 64);
        var draft = Read(body, Nobody);
        if (!await body.IsFaultyAsync(http))
        {
            await AnswerAsync(
                http,
                StatusCodes.Status201Created,
                await edit.CreateAsync(owner.OwnerId, Source.Owner(owner.Login), draft, http.RequestAborted));
        }
    }

    private async Task ChangeAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        body.Knows("id");
        Read(body, Nobody);
        if (!await body.IsFaultyAsync(http))
        {
            await AnswerAsync(
                http,
                StatusCodes.Status200OK,
                await edit.ChangeAsync(
                    owner.OwnerId, Source.Owner(owner.Login), http.RouteText("id"), employee => Read(body, employee), http.RequestAborted));
        }
    }

    private async Task RemoveAsync(HttpContext http, Grant.OfOwner owner) => await OwnerLists.AnswerAsync(
        http,
        await edit.RemoveAsync(owner.OwnerId, Source.Owner(owner.Login), http.RouteText("id"), http.RequestAborted),
        "employee",
        "This employee is in use.");

    private static Employee Read(OwnBody body, Employee before) => before with
    {
        Name = body.Text("name", before.Name),
        LastName = body.MaybeText("lastName", before.LastName),
        PatronymicName = body.MaybeText("patronymicName", before.PatronymicName),
        Phone = body.MaybeNumber("phone", before.Phone, 1, LargestPhone),
        RoleId = body.Text("roleId", before.RoleId, 64),
        StoreIds = body.Texts("stores", before.StoreIds),
    };

    private static Task AnswerAsync(HttpContext http, int status, EmployeeOutcome outcome) => outcome switch
    {
        EmployeeOutcome.Saved saved => Json.WriteAsync(http, status, json => Write(json, saved.Employee)),
        EmployeeOutcome.RoleUnknown => Problem.WriteAsync(
            http, StatusCodes.Status422UnprocessableEntity, "There is no such role.", [("roleId", "unknown role")]),
        EmployeeOutcome.StoreUnknown unknown => Problem.WriteAsync(
            http, StatusCodes.Status422UnprocessableEntity, "There is no such store.", [("stores", $"unknown store {unknown.StoreId}")]),
        _ => Problem.NotFoundAsync(http, "employee"),
    };

    private static void Write(Utf8JsonWriter json, Employee employee)
    {
        json.WriteStartObject();
        json.WriteString("id", employee.Id);
        json.WriteString("name", employee.Name);
        json.WriteString("lastName", employee.LastName);
        json.WriteString("patronymicName", employee.PatronymicName);
        if (employee.Phone is { } phone)
        {
            json.WriteNumber("phone", phone);
        }
        else
        {
            json.WriteNull("phone");
        }

        json.WriteString("roleId", employee.RoleId);
        json.WriteStartArray("stores");
        foreach (var store in employee.StoreIds)
        {
            json.WriteStringValue(store);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
