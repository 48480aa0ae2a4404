using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Log;
using Prilavok.Core.Suppliers;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Suppliers;

internal sealed class SuppliersV2(IStorage storage, ISuppliers suppliers, EditSuppliers edit, RenderedLists lists, Guard guard) : IEndpoints
{
    /// <summary>Ids in one call that removes.</summary>
    private const int MostIds = 1000;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/suppliers", guard.App(Rights.SupplierRead, ListAsync))
            .WithName("v2.suppliers.list").WithMetadata(new RequiredRight(Rights.SupplierRead));
        app.MapGet("/suppliers/{supplierId}", guard.App(Rights.SupplierRead, FindAsync))
            .WithName("v2.suppliers.find").WithMetadata(new RequiredRight(Rights.SupplierRead));
        app.MapPost("/suppliers", guard.App(Rights.SupplierWrite, AddAsync))
            .WithName("v2.suppliers.add").WithMetadata(new RequiredRight(Rights.SupplierWrite));
        app.MapPatch("/suppliers/{supplierId}", guard.App(Rights.SupplierWrite, ChangeAsync))
            .WithName("v2.suppliers.change").WithMetadata(new RequiredRight(Rights.SupplierWrite));
        app.MapDelete("/suppliers", guard.App(Rights.SupplierWrite, RemoveListAsync))
            .WithName("v2.suppliers.removeList").WithMetadata(new RequiredRight(Rights.SupplierWrite));
        app.MapDelete("/suppliers/{supplierId}", guard.App(Rights.SupplierWrite, RemoveAsync))
            .WithName("v2.suppliers.remove").WithMetadata(new RequiredRight(Rights.SupplierWrite));
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app)
    {
        if (await PageQuery.ReadAsync(http) is { } query)
        {
            await lists.AnswerAsync(http, app, body => WritePageAsync(body, app.OwnerId, query));
        }
    }

    private async Task<bool> WritePageAsync(ListBody body, string ownerId, PageQuery query)
    {
        var list = await storage.ReadAsync(s => suppliers.ListAsync(s, ownerId, query.Rows), CancellationToken.None);
        Paging.WritePage(
            body.Json,
            list,
            query.Limit,
            (json, supplier) => SupplierWriter.WriteV2(json, supplier, ownerId),
            supplier => new Position(supplier.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(supplier.Id)));
        return true;
    }

    private async Task FindAsync(HttpContext http, Grant.OfApp app) => await AnswerAsync(
        http, app, await storage.ReadAsync(s => suppliers.FindAsync(s, app.OwnerId, http.RouteText("supplierId")), http.RequestAborted));

    private async Task AddAsync(HttpContext http, Grant.OfApp app)
    {
        using var body = await Json.ReadAsync(http);
        if (!SupplierReaderV2.TryRead(body.RootElement, isWhole: true, out var draft, out var rejection))
        {
            await ErrorsV2.WriteAsync(http, rejection!);
            return;
        }

        await AnswerAsync(http, app, await edit.AddAsync(app.OwnerId, Source.App(app.AppId), draft.Id, draft.Name!, http.RequestAborted));
    }

    private async Task ChangeAsync(HttpContext http, Grant.OfApp app)
    {
        using var body = await Json.ReadAsync(http);
        if (!SupplierReaderV2.TryRead(body.RootElement, isWhole: false, out var draft, out var rejection))
        {
            await ErrorsV2.WriteAsync(http, rejection!);
            return;
        }

        var changed = await edit.ChangeAsync(
            app.OwnerId,
            Source.App(app.AppId),
            http.RouteText("supplierId"),
            supplier => supplier with { Name = draft.Name ?? supplier.Name },
            http.RequestAborted);
        await AnswerAsync(http, app, changed);
    }

    private async Task RemoveAsync(HttpContext http, Grant.OfApp app)
    {
        if (await edit.RemoveAsync(app.OwnerId, Source.App(app.AppId), [http.RouteText("supplierId")], http.RequestAborted) > 0)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        }
    }

    private async Task RemoveListAsync(HttpContext http, Grant.OfApp app)
    {
        var ids = http.Request.QueryList("id");
        if (ids.Count is 0 or > MostIds)
        {
            await ErrorsV2.WriteValidationAsync(http, "id", $"size must be between 1 and {MostIds}");
            return;
        }

        await edit.RemoveAsync(app.OwnerId, Source.App(app.AppId), ids, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task AnswerAsync(HttpContext http, Grant.OfApp app, Supplier? supplier) => supplier is null
        ? Faults.TellAsync(http, StatusCodes.Status404NotFound, null)
        : Json.WriteAsync(http, StatusCodes.Status200OK, json => SupplierWriter.WriteV2(json, supplier, app.OwnerId));
}
