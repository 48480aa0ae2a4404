using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.OwnerAccount;

internal sealed class OwnerStores(IStorage storage, IStores stores, EditStores edit, RemoveStore remove, Guard guard) : IEndpoints
{
    private const int LongestId = 64;

    private const string Root = "/manage/v1/owners/{ownerId}/stores";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("store");
        app.MapGet(Root, guard.Owner(ListAsync)).WithName("manage.stores.list");
        app.MapPost(Root, guard.Owner(CreateAsync)).WithName("manage.stores.create");
        app.MapGet(Root + "/{id}", guard.Owner(FindAsync)).WithName("manage.stores.find");
        app.MapPatch(Root + "/{id}", guard.Owner(ChangeAsync)).WithName("manage.stores.change");
        app.MapDelete(Root + "/{id}", guard.Owner(RemoveAsync)).WithName("manage.stores.remove");
    }

    private async Task ListAsync(HttpContext http, Grant.OfOwner owner) => await OwnerLists.WriteItemsAsync(
        http, await storage.ReadAsync(s => stores.ListAsync(s, owner.OwnerId, Page.Whole), http.RequestAborted), Write);

    private async Task FindAsync(HttpContext http, Grant.OfOwner owner) => await AnswerAsync(
        http, StatusCodes.Status200OK, await storage.ReadAsync(s => stores.FindAsync(s, owner.OwnerId, http.RouteText("id")), http.RequestAborted));

    private async Task CreateAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        var name = body.Text("name");
        var address = body.MaybeText("address");
        var id = body.MaybeText("id", longest: LongestId);
        if (id is not null && !IsId(id))
        {
            body.Wrong("id", "must be 1 to 64 letters, digits, hyphens or underscores", 0);
        }

        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        if (await edit.CreateAsync(owner.OwnerId, Source.Owner(owner.Login), id, name, address, http.RequestAborted) is { } store)
        {
            await AnswerAsync(http, StatusCodes.Status201Created, store);
        }
        else
        {
            await Problem.WriteAsync(http, StatusCodes.Status409Conflict, "There is a store of this id already.");
        }
    }

    /// <summary>A store's id stands in the paths of every wire.</summary>
    private static bool IsId(string id) => id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private async Task ChangeAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        body.Knows("id");
        var name = body.Text("name", before: "-");
        var address = body.MaybeText("address");
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var changed = await edit.ChangeAsync(
            owner.OwnerId,
            Source.Owner(owner.Login),
            http.RouteText("id"),
            store => store with
            {
                Name = body.Has("name", out _) ? name : store.Name,
                Address = body.Has("address", out _) ? address : store.Address,
            },
            http.RequestAborted);
        await AnswerAsync(http, StatusCodes.Status200OK, changed);
    }

    private async Task RemoveAsync(HttpContext http, Grant.OfOwner owner)
    {
        if (!http.Request.TryQueryFlag("force", out var isForced))
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The query is not valid.", [("force", Flags.Expected)]);
            return;
        }

        await OwnerLists.AnswerAsync(
            http,
            await remove.HandleAsync(owner.OwnerId, Source.Owner(owner.Login), http.RouteText("id"), isForced, http.RequestAborted),
            "store",
            "Terminals stand in this store; move or remove them first.");
    }

    private static Task AnswerAsync(HttpContext http, int status, Store? store) => store is null
        ? Problem.NotFoundAsync(http, "store")
        : Json.WriteAsync(http, status, json => Write(json, store));

    private static void Write(Utf8JsonWriter json, Store store)
    {
        json.WriteStartObject();
        json.WriteString("id", store.Id);
        json.WriteString("name", store.Name);
        json.WriteString("address", store.Address);
        json.WriteEndObject();
    }
}
