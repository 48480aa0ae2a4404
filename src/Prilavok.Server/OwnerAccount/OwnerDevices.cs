using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Log;
using Prilavok.Core.Terminals;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.OwnerAccount;

internal sealed class OwnerDevices(IStorage storage, ITerminals terminals, EditTerminals edit, Guard guard) : IEndpoints
{
    private const string Root = "/manage/v1/owners/{ownerId}/devices";

    /// <summary>Moscow, where most tills are.</summary>
    private const long DefaultOffset = 10_800_000;

    private const long LargestOffset = 50_400_000;

    private static readonly Terminal Nothing = new("", "-", "-", default, null, default, default);

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("device");
        app.MapGet(Root, guard.Owner(ListAsync)).WithName("manage.devices.list");
        app.MapPost(Root, guard.Owner(CreateAsync)).WithName("manage.devices.create");
        app.MapGet(Root + "/{id}", guard.Owner(FindAsync)).WithName("manage.devices.find");
        app.MapPatch(Root + "/{id}", guard.Owner(ChangeAsync)).WithName("manage.devices.change");
        app.MapDelete(Root + "/{id}", guard.Owner(RemoveAsync)).WithName("manage.devices.remove");
        app.MapPost(Root + "/{id}/code", guard.Owner(NewCodeAsync)).WithName("manage.devices.code");
    }

    private async Task ListAsync(HttpContext http, Grant.OfOwner owner) => await OwnerLists.WriteItemsAsync(
        http,
        await storage.ReadAsync(s => terminals.ListAsync(s, owner.OwnerId, null, Page.Whole), http.RequestAborted),
        (json, terminal) => Write(json, terminal, null));

    private async Task FindAsync(HttpContext http, Grant.OfOwner owner)
    {
        var found = await storage.ReadAsync(s => terminals.FindAsync(s, owner.OwnerId, http.RouteText("id")), http.RequestAborted);
        await AnswerAsync(
            http, StatusCodes.Status200OK, found is null ? new TerminalOutcome.Unknown() : new TerminalOutcome.Saved(found, null));
    }

    private async Task CreateAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        var name = body.Text("name");
        var storeId = body.Text("storeId", longest: 64);
        var offset = body.MaybeNumber("timezoneOffset", DefaultOffset, -LargestOffset, LargestOffset);
        var draft = DeviceFacts.Read(body, Nothing) with
        {
            Name = name,
            StoreId = storeId,
            TimezoneOffset = TimeSpan.FromMilliseconds(offset ?? DefaultOffset),
        };
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        await AnswerAsync(
            http, StatusCodes.Status201Created, await edit.CreateAsync(owner.OwnerId, Source.Owner(owner.Login), draft, http.RequestAborted));
    }

    private async Task ChangeAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        body.Knows("id");
        var name = body.Text("name", before: "-");
        var storeId = body.Text("storeId", before: "-", longest: 64);
        var offset = body.MaybeNumber("timezoneOffset", null, -LargestOffset, LargestOffset);
        DeviceFacts.Read(body, Nothing);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var outcome = await edit.ChangeAsync(
            owner.OwnerId,
            Source.Owner(owner.Login),
            http.RouteText("id"),
            terminal => DeviceFacts.Read(body, terminal) with
            {
                Name = body.Has("name", out _) ? name : terminal.Name,
                StoreId = body.Has("storeId", out _) ? storeId : terminal.StoreId,
                TimezoneOffset = offset is { } ms ? TimeSpan.FromMilliseconds(ms) : terminal.TimezoneOffset,
            },
            http.RequestAborted);
        await AnswerAsync(http, StatusCodes.Status200OK, outcome);
    }

    private async Task RemoveAsync(HttpContext http, Grant.OfOwner owner) => await OwnerLists.AnswerAsync(
        http,
        await edit.RemoveAsync(owner.OwnerId, Source.Owner(owner.Login), http.RouteText("id"), http.RequestAborted),
        "device",
        "This device is in use.");

    private async Task NewCodeAsync(HttpContext http, Grant.OfOwner owner) => await AnswerAsync(
        http, StatusCodes.Status200OK, await edit.NewCodeAsync(owner.OwnerId, http.RouteText("id"), http.RequestAborted));

    private static Task AnswerAsync(HttpContext http, int status, TerminalOutcome outcome) => outcome switch
    {
        TerminalOutcome.Saved saved => Json.WriteAsync(http, status, json => Write(json, saved.Terminal, saved.Code)),
        TerminalOutcome.StoreUnknown => Problem.WriteAsync(
            http, StatusCodes.Status422UnprocessableEntity, "There is no such store.", [("storeId", "unknown store")]),
        _ => Problem.NotFoundAsync(http, "device"),
    };

    private static void Write(Utf8JsonWriter json, Terminal terminal, string? code)
    {
        json.WriteStartObject();
        json.WriteString("id", terminal.Id);
        json.WriteString("name", terminal.Name);
        json.WriteString("storeId", terminal.StoreId);
        json.WriteNumber("timezoneOffset", (long)terminal.TimezoneOffset.TotalMilliseconds);
        DeviceFacts.Write(json, terminal);
        if (code is not null)
        {
            json.WriteString("code", code);
            json.WriteString("codeExpiresAt", terminal.PairingCodeUntil!.Value.UtcDateTime);
        }

        json.WriteEndObject();
    }
}
