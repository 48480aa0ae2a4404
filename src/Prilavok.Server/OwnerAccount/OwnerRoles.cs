using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.OwnerAccount;

internal sealed class OwnerRoles(IStorage storage, IRoles roles, EditRoles edit, Guard guard) : IEndpoints
{
    private const string Root = "/manage/v1/owners/{ownerId}/roles";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("employee");
        app.MapGet(Root, guard.Owner(ListAsync)).WithName("manage.roles.list");
        app.MapPost(Root, guard.Owner(CreateAsync)).WithName("manage.roles.create");
        app.MapGet(Root + "/{id}", guard.Owner(FindAsync)).WithName("manage.roles.find");
        app.MapPatch(Root + "/{id}", guard.Owner(ChangeAsync)).WithName("manage.roles.change");
        app.MapPost(Root + "/{id}/duplicate", guard.Owner(DuplicateAsync)).WithName("manage.roles.duplicate");
        app.MapDelete(Root + "/{id}", guard.Owner(RemoveAsync)).WithName("manage.roles.remove");
    }

    private async Task ListAsync(HttpContext http, Grant.OfOwner owner) => await OwnerLists.WriteItemsAsync(
        http, await storage.ReadAsync(s => roles.ListAsync(s, owner.OwnerId), http.RequestAborted), Write);

    private async Task FindAsync(HttpContext http, Grant.OfOwner owner)
    {
        var found = await storage.ReadAsync(s => roles.FindAsync(s, owner.OwnerId, http.RouteText("id")), http.RequestAborted);
        await AnswerAsync(http, found is null ? new RoleOutcome.Unknown() : new RoleOutcome.Saved(found));
    }

    private async Task CreateAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        var name = body.Text("name");
        var rights = RightsOf(body, []);
        if (!await body.IsFaultyAsync(http))
        {
            var role = await edit.CreateAsync(owner.OwnerId, Source.Owner(owner.Login), name, rights, http.RequestAborted);
            await Json.WriteAsync(http, StatusCodes.Status201Created, json => Write(json, role));
        }
    }

    private async Task ChangeAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        body.Knows("id", "preset");
        body.Text("name", "-");
        RightsOf(body, []);
        if (!await body.IsFaultyAsync(http))
        {
            await AnswerAsync(
                http,
                await edit.ChangeAsync(
                    owner.OwnerId,
                    Source.Owner(owner.Login),
                    http.RouteText("id"),
                    role => role with { Name = body.Text("name", role.Name), Rights = RightsOf(body, role.Rights) },
                    http.RequestAborted));
        }
    }

    private async Task DuplicateAsync(HttpContext http, Grant.OfOwner owner)
    {
        var copy = await edit.DuplicateAsync(owner.OwnerId, Source.Owner(owner.Login), http.RouteText("id"), http.RequestAborted);
        await (copy is null
            ? Problem.NotFoundAsync(http, "role")
            : Json.WriteAsync(http, StatusCodes.Status201Created, json => Write(json, copy)));
    }

    private async Task RemoveAsync(HttpContext http, Grant.OfOwner owner) => await OwnerLists.AnswerAsync(
        http,
        await edit.RemoveAsync(owner.OwnerId, Source.Owner(owner.Login), http.RouteText("id"), http.RequestAborted),
        "role",
        "Employees hold this role; give them another first.");

    private static IReadOnlyList<string> RightsOf(OwnBody body, IReadOnlyList<string> before)
    {
        var rights = body.Texts("rights", before);
        var unknown = rights.FirstOrDefault(right => !EmployeeRights.All.Contains(right));
        return unknown is null ? rights : body.Wrong("rights", $"there is no right {unknown}", before);
    }

    private static Task AnswerAsync(HttpContext http, RoleOutcome outcome) => outcome switch
    {
        RoleOutcome.Saved saved => Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, saved.Role)),
        RoleOutcome.Preset => OwnerLists.AnswerAsync(http, RemoveOutcome.Preset, "role", ""),
        _ => Problem.NotFoundAsync(http, "role"),
    };

    private static void Write(Utf8JsonWriter json, Role role)
    {
        json.WriteStartObject();
        json.WriteString("id", role.Id);
        json.WriteString("name", role.Name);
        json.WriteBoolean("preset", role.IsPreset);
        json.WriteStartArray("rights");
        foreach (var right in role.Rights)
        {
            json.WriteStringValue(right);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
