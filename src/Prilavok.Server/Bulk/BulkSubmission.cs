using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core.Catalog;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Bulk;

/// <summary>Accepts bulk requests. Only what is wrong with the request as a whole is told at once; its items are judged by the task.</summary>
internal sealed class BulkSubmission(SubmitBulk submit, IOptions<CatalogueOptions> options)
{
    public async Task AcceptAsync(HttpContext http, AskerV2 asker, GoodsV2 goods, BulkVerb verb)
    {
        using var body = await Json.ReadAsync(http);
        var root = body.RootElement;
        var raw = JsonMarshal.GetRawUtf8Value(root);
        switch (root.ValueKind)
        {
            case JsonValueKind.Object:
                await SubmitAsync(http, asker.OwnerId, asker.Order(http.RouteText("storeId"), goods, verb), (byte[])[(byte)'[', .. raw, (byte)']']);
                break;
            case JsonValueKind.Array when root.GetArrayLength() > 0 && root.GetArrayLength() <= options.Value.LargestBulk:
                await SubmitAsync(http, asker.OwnerId, asker.Order(http.RouteText("storeId"), goods, verb), raw.ToArray());
                break;
            case JsonValueKind.Array:
                await ErrorsV2.WriteValidationAsync(http, "", ProductFields.Size(1, options.Value.LargestBulk));
                break;
            default:
                await ErrorsV2.WriteAsync(http, new RejectionV2(Places.At(root, 0), []));
                break;
        }
    }

    public Task AcceptRemovalAsync(HttpContext http, AskerV2 asker, GoodsV2 goods, IReadOnlyList<string> ids) => SubmitAsync(
        http,
        asker.OwnerId,
        asker.Order(http.RouteText("storeId"), goods, BulkVerb.Remove),
        Json.Render(json =>
        {
            json.WriteStartArray();
            foreach (var id in ids)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
        }));

    private async Task SubmitAsync(HttpContext http, string ownerId, BulkOrder order, ReadOnlyMemory<byte> items)
    {
        if (await submit.HandleAsync(ownerId, order, items, http.RequestAborted) is { } task)
        {
            await Json.WriteAsync(http, StatusCodes.Status202Accepted, json =>
            {
                json.WriteStartObject();
                BulkTaskWriter.WriteMembers(json, task);
                json.WriteEndObject();
            });
        }
        else
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        }
    }
}
