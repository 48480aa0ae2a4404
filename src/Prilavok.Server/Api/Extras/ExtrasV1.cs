using System.Buffers;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Core.Stores;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;

namespace Prilavok.Server.Api.Extras;

/// <summary>
/// What an app adds to products: schemes and extras. The app is that of the token, so none sees another's. The owner's log does
/// not hear of them, so their lists are not answered from rendered bytes.
/// </summary>
internal sealed class ExtrasV1(IStorage storage, IStores stores, IExtras extras, EditExtras edit, ListPlaces places, Guard guard) : IEndpoints
{
    private const string Root = "/api/v1/inventories/stores/{storeUuid}/products";

    private const int Chunk = 500;

    public void Map(IEndpointRouteBuilder app)
    {
        Map(app, "schemes", ExtraKind.Scheme);
        Map(app, "extras", ExtraKind.Extra);
    }

    private void Map(IEndpointRouteBuilder app, string name, ExtraKind kind)
    {
        app.MapGet($"{Root}/{name}", guard.App(Rights.ProductRead, (http, caller) => ListAsync(http, caller, kind)))
            .WithName($"v1.{name}.list").WithMetadata(new RequiredRight(Rights.ProductRead));
        app.MapPost($"{Root}/{name}", guard.App(Rights.ProductWrite, (http, caller) => SaveAsync(http, caller, kind)))
            .WithName($"v1.{name}.save").WithMetadata(new RequiredRight(Rights.ProductWrite));
        app.MapPost($"{Root}/{name}/delete", guard.App(Rights.ProductWrite, (http, caller) => RemoveAsync(http, caller, kind)))
            .WithName($"v1.{name}.delete").WithMetadata(new RequiredRight(Rights.ProductWrite));
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app, ExtraKind kind)
    {
        var shelf = ShelfOf(http, app, kind);
        if (await storage.ReadAsync(s => stores.FindAsync(s, app.OwnerId, shelf.StoreId), http.RequestAborted) is null)
        {
            await ErrorsV1.WriteAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        if (await places.EnterAsync(http, app) is not { } place)
        {
            return;
        }

        using var left = place;
        using var body = new ListBody(http, Json.MediaType);
        await WriteAllAsync(body, app.OwnerId, shelf);
        await body.SendAsync();
    }

    private async Task WriteAllAsync(ListBody body, string ownerId, ExtraShelf shelf)
    {
        body.Raw.Write("["u8);
        var after = Position.Start;
        IReadOnlyList<(Position Position, ExtraItem Item)> chunk;
        do
        {
            var from = after;
            chunk = await storage.ReadAsync(s => extras.ListAsync(s, ownerId, shelf, new Page(from, Chunk)), CancellationToken.None);
            foreach (var (position, item) in chunk)
            {
                body.Raw.Write(after == Position.Start ? ""u8 : ","u8);
                body.Raw.Write(item.Content.Span);
                after = position;
                await body.BreatheAsync();
            }
        }
        while (chunk.Count == Chunk);
        body.Raw.Write("]"u8);
    }

    private async Task SaveAsync(HttpContext http, Grant.OfApp app, ExtraKind kind)
    {
        using var body = await Json.ReadAsync(http);
        if (body.RootElement.ValueKind != JsonValueKind.Array)
        {
            await ErrorsV1.WriteAsync(http, StatusCodes.Status400BadRequest);
            return;
        }

        if (!ExtraReaderV1.TryRead(body.RootElement, kind, app.AppId, out var items, out var faults))
        {
            await ErrorsV1.WriteFaultsAsync(http, faults);
            return;
        }

        await AnswerEmptyAsync(http, await edit.SaveAsync(app.OwnerId, ShelfOf(http, app, kind), items, http.RequestAborted));
    }

    private async Task RemoveAsync(HttpContext http, Grant.OfApp app, ExtraKind kind)
    {
        using var body = await Json.ReadAsync(http);
        if (!ExtraReaderV1.TryReadIds(body.RootElement, out var ids))
        {
            await ErrorsV1.WriteInvalidAsync(http, "uuid", null);
            return;
        }

        await AnswerEmptyAsync(http, await edit.RemoveAsync(app.OwnerId, ShelfOf(http, app, kind), ids, http.RequestAborted));
    }

    private static ExtraShelf ShelfOf(HttpContext http, Grant.OfApp app, ExtraKind kind) =>
        new(app.AppId, http.RouteText("storeUuid"), kind);

    private static async Task AnswerEmptyAsync(HttpContext http, bool storeKnown)
    {
        if (storeKnown)
        {
            http.Response.ContentLength = 0;
        }
        else
        {
            await ErrorsV1.WriteAsync(http, StatusCodes.Status404NotFound);
        }
    }
}
