using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Manage;

/// <summary>What was sent to a publisher's app: the attempts, the newest first.</summary>
internal sealed class PublisherDeliveries(IStorage storage, ILaneStore lanes, OwnAppGate gate) : IEndpoints
{
    /// <summary>Attempts in one answer; a cursor leads on.</summary>
    private const int Most = 1000;

    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet(OwnAppGate.Root + "/deliveries", gate.Open(ListAsync)).WithName("manage.app.deliveries");

    private async Task ListAsync(HttpContext http, App app)
    {
        var violations = new List<(string Subject, string Reason)>();
        var query = AttemptQueryReader.Read(http.Request.Query, violations);
        if (violations.Count > 0)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The query is not valid.", violations);
            return;
        }

        var found = await storage.ReadAsync(s => lanes.AttemptsAsync(s, app.Id, query, Most + 1), http.RequestAborted);
        var page = found.Take(Most).ToList();
        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            page.ForEach(row => DeliveryWriter.WriteAttempt(json, row.Lane, row.Attempt));
            json.WriteEndArray();
            if (found.Count > Most)
            {
                json.WriteString("next", AttemptQueryReader.CursorOf(page[^1].Attempt));
            }

            json.WriteEndObject();
        });
    }
}
