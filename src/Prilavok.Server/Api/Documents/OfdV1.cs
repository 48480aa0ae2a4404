using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Documents;

/// <summary>What a fiscal data operator would say of the shop, drawn from the shop's own documents.</summary>
internal sealed class OfdV1(
    IStorage storage, IStores stores, ITerminals terminals, IEventLog log, IDocuments documents, OwnerClock clock, RenderedLists lists,
    Undrawn undrawn, ListPlaces places, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/ofd/stores", guard.App(Rights.StoreRead, StoresAsync))
            .WithName("v1.ofd.stores").WithMetadata(new RequiredRight(Rights.StoreRead));
        app.MapGet("/api/v1/ofd/devices", guard.App(Rights.DeviceRead, DevicesAsync))
            .WithName("v1.ofd.devices").WithMetadata(new RequiredRight(Rights.DeviceRead));
        app.MapGet("/api/v1/ofd/documents", guard.App(Rights.DocumentRead, DocumentsAsync))
            .WithName("v1.ofd.documents").WithMetadata(new RequiredRight(Rights.DocumentRead));
        app.MapGet("/api/v1/ofd/documents/{storeId}", guard.App(Rights.DocumentRead, DocumentsAsync))
            .WithName("v1.ofd.documentsOfStore").WithMetadata(new RequiredRight(Rights.DocumentRead));
    }

    private Task StoresAsync(HttpContext http, Grant.OfApp app) => lists.AnswerAsync(http, app, async body =>
    {
        var all = await storage.ReadAsync(s => stores.ListAsync(s, app.OwnerId, Page.Whole), http.RequestAborted);
        WriteStart(body.Json);
        foreach (var store in all)
        {
            body.Json.WriteStartObject();
            body.Json.WriteNumber("id", OfdNumbers.Of(store.Id));
            body.Json.WriteNumber("parentId", OfdNumbers.Root);
            body.Json.WriteString("name", store.Name);
            body.Json.WriteEndObject();
        }

        WriteEnd(body.Json);
        return true;
    });

    private Task DevicesAsync(HttpContext http, Grant.OfApp app) => lists.AnswerAsync(http, app, async body =>
    {
        var (all, addresses) = await storage.ReadAsync(
            async s => (
                await terminals.ListAsync(s, app.OwnerId, null, Page.Whole),
                (await stores.ListAsync(s, app.OwnerId, Page.Whole))
                    .ToDictionary(store => store.Id, store => store.Address, StringComparer.OrdinalIgnoreCase)),
            http.RequestAborted);
        WriteStart(body.Json);
        foreach (var device in all)
        {
            body.Json.WriteStartObject();
            body.Json.WriteNumber("id", OfdNumbers.Of(device.Id));
            body.Json.WriteNumber("storeId", OfdNumbers.Of(device.StoreId));
            body.Json.WriteString("name", device.Name);
            body.Json.WriteString("address", addresses.GetValueOrDefault(device.StoreId));
            body.Json.WriteEndObject();
        }

        WriteEnd(body.Json);
        return true;
    });

    private async Task DocumentsAsync(HttpContext http, Grant.OfApp app)
    {
        var now = await clock.NowAsync(app.OwnerId, http.RequestAborted);
        var (allStores, devices, names) = await storage.ReadAsync(
            async s => (
                await stores.ListEverAsync(s, app.OwnerId),
                await terminals.ListAsync(s, app.OwnerId, null, Page.Whole),
                await NamesThen.ReadAsync(s, log, app.OwnerId)),
            http.RequestAborted);
        if (OfdQuery.Read(http, allStores, devices, now, out var fault) is not { } query)
        {
            await ErrorsV1.WriteFaultsAsync(http, [fault]);
            return;
        }

        if (query.Stores.Count == 0 && http.GetRouteValue("storeId") is not null)
        {
            await ErrorsV1.WriteAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        var writer = new OfdReceiptWriter(names);
        if (await places.EnterAsync(http, app) is not { } place)
        {
            return;
        }

        using var left = place;
        using var body = new ListBody(http, Json.MediaType);
        using var rows = new DocumentRows(app.OwnerId, undrawn);
        WriteStart(body.Json);
        foreach (var ofStore in query.Stores.Select(store => new DocumentQuery(store.Id, query.DeviceId, query.Since, query.Until, query.Types)))
        {
            await foreach (var document in EveryDocument.ThatAsync(storage, documents, app.OwnerId, ofStore, http.RequestAborted))
            {
                if (rows.DrawJson(document, json => WriteReceipts(json, writer, document)) is { Length: > 2 } row)
                {
                    body.Json.WriteRawValue(row.Span[1..^1], skipInputValidation: true);
                }

                await body.BreatheAsync();
            }
        }

        WriteEnd(body.Json);
        await body.SendAsync();
    }

    /// <summary>As a list of their own: a document becomes as many receipts as it has slips, and nothing else when it has none.</summary>
    private static void WriteReceipts(Utf8JsonWriter json, OfdReceiptWriter writer, StoredDocument document)
    {
        json.WriteStartArray();
        writer.Write(json, document.Content);
        json.WriteEndArray();
    }

    private static void WriteStart(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("version", 2);
        json.WriteString("provider", "OFD");
        json.WriteStartArray("data");
    }

    private static void WriteEnd(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
