using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Employees;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Employees;

internal sealed class RolesV2(IStorage storage, IRoles roles, RenderedLists lists, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/employees/roles", guard.App(Rights.EmployeeRead, ListAsync))
            .WithName("v2.roles.list").WithMetadata(new RequiredRight(Rights.EmployeeRead));

    private async Task ListAsync(HttpContext http, Grant.OfApp app)
    {
        if (await PageQuery.ReadAsync(http) is { } query)
        {
            await lists.AnswerAsync(http, app, body => WritePageAsync(body, app.OwnerId, query));
        }
    }

    /// <summary>An owner has a handful of roles: the page is cut from all of them.</summary>
    private async Task<bool> WritePageAsync(ListBody body, string ownerId, PageQuery query)
    {
        var all = await storage.ReadAsync(s => roles.ListAsync(s, ownerId), CancellationToken.None);
        Paging.WritePage(
            body.Json, [.. all.SkipWhile(role => !IsAfter(role, query.After)).Take(query.Rows.Limit)], query.Limit, EmployeeWriter.WriteRoleV2,
            PositionOf);
        return true;
    }

    private static bool IsAfter(Role role, Position place)
    {
        var own = PositionOf(role);
        return own.At != place.At ? own.At > place.At : string.CompareOrdinal(own.Id, place.Id) > 0;
    }

    private static Position PositionOf(Role role) => new(role.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(role.Id));
}
