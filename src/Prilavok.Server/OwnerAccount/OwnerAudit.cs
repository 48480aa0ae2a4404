using System.Globalization;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Log;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.OwnerAccount;

/// <summary>Who changed what in an owner's account: the log itself, but for documents.</summary>
internal sealed class OwnerAudit(IStorage storage, IEventLog log, Guard guard) : IEndpoints
{
    private const int Most = 1000;

    public void Map(IEndpointRouteBuilder app) =>
        app.InArea("audit").MapGet("/manage/v1/owners/{ownerId}/audit", guard.Owner(ListAsync)).WithName("manage.audit");

    private async Task ListAsync(HttpContext http, Grant.OfOwner owner)
    {
        var text = http.Request.Query["after"].ToString();
        long after = 0;
        if (text.Length > 0 && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "after must be a whole number.");
            return;
        }

        if (await storage.ReadAsync(s => log.IsLostAsync(s, owner.OwnerId, after), http.RequestAborted))
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status400BadRequest, "after is of a log that was lost and restored from a backup: begin anew, without it.");
            return;
        }

        var events = await storage.ReadAsync(s => log.ReadCatalogAsync(s, owner.OwnerId, after, Most), http.RequestAborted);
        await OwnerLists.WriteItemsAsync(http, events.Where(e => e.IsNews), Write);
    }

    private static void Write(Utf8JsonWriter json, Event e)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", e.Seq);
        json.WriteString("at", e.At.UtcDateTime);
        json.WriteString("kind", e.Kind.ToString().ToLowerInvariant());
        json.WriteString("action", e.Action.ToString().ToLowerInvariant());
        json.WriteString("id", e.SubjectId);
        json.WriteString("storeId", e.StoreId);
        json.WriteStartObject("by");
        json.WriteString("kind", e.Source.Kind.ToString().ToLowerInvariant());
        json.WriteString("id", e.Source.Id);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
