using System.Buffers;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Server.Bulk;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Bulk tasks of the asking token. Details of a large task are sent as they are read.</summary>
internal sealed class BulksV2(IStorage storage, IBulkTasks tasks, ListPlaces places, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/bulks", guard.App(ListAsync)).WithName("v2.bulks.list");
        app.MapGet("/bulks/{bulkId}", guard.App(FindAsync)).WithName("v2.bulks.find");
    }

    private async Task FindAsync(HttpContext http, Grant.OfApp app)
    {
        if (await storage.ReadAsync(s => tasks.FindAsync(s, app.OwnerId, app.AppId, http.RouteText("bulkId")), http.RequestAborted) is not { } task)
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            return;
        }

        if (await places.EnterAsync(http, app) is not { } place)
        {
            return;
        }

        using var left = place;
        using var body = new ListBody(http, MediaTypes.OfAnswer(http));
        await WriteAsync(body, app.OwnerId, task, http.RequestAborted);
        await AnswerAsync(http, body);
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app)
    {
        // The newest is first, so the position is a number that falls.
        var before = new Position(long.MaxValue, "");
        if (http.Request.Query["cursor"].ToString() is { Length: > 0 } cursor && !Paging.TryRead(cursor, out before, out _))
        {
            await ErrorsV2.WriteValidationAsync(http, "cursor", "unknown cursor");
            return;
        }

        var limit = Paging.LimitOf(http.Request);
        var page = await storage.ReadAsync(s => tasks.ListAsync(s, app.OwnerId, app.AppId, before.At, limit + 1), http.RequestAborted);
        if (await places.EnterAsync(http, app) is not { } place)
        {
            return;
        }

        using var left = place;
        using var body = new ListBody(http, MediaTypes.OfAnswer(http));
        body.Json.WriteStartObject();
        body.Json.WriteStartArray("items");
        foreach (var task in page.Take(limit))
        {
            await WriteAsync(body, app.OwnerId, task, http.RequestAborted);
            await body.BreatheAsync();
        }

        body.Json.WriteEndArray();
        Paging.WritePaging(body.Json, page.Count > limit ? Paging.Write(new Position(page[limit - 1].Number, page[limit - 1].Id), "") : null);
        body.Json.WriteEndObject();
        await AnswerAsync(http, body);
    }

    private async Task WriteAsync(ListBody body, string ownerId, BulkTask task, CancellationToken ct)
    {
        body.Json.WriteStartObject();
        BulkTaskWriter.WriteMembers(body.Json, task);
        if (task.IsDone)
        {
            body.Json.WriteStartArray("details");
            await body.Json.FlushAsync(ct);
            var next = 0;
            while (await storage.ReadAsync(s => tasks.DetailsAsync(s, ownerId, task.Id, next), ct) is { } portion)
            {
                body.Raw.Write(next == 0 ? ""u8 : ","u8);
                body.Raw.Write(portion.Details);
                next = portion.NextItem;
                await body.BreatheAsync();
            }

            body.Json.WriteEndArray();
        }

        body.Json.WriteEndObject();
    }

    private static async Task AnswerAsync(HttpContext http, ListBody body)
    {
        if (body.IsSent)
        {
            await body.SendAsync();
        }
        else
        {
            await Json.WriteAsync(http, StatusCodes.Status200OK, body.Held);
        }
    }
}
