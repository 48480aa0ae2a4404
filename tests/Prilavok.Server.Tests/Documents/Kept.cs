using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prilavok.Core;
using Prilavok.Core.Documents;
using Prilavok.Core.Terminals;
using Prilavok.Server.Documents;
using Prilavok.Server.Tests.Kit;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>Documents as they lie in a database, whatever would be taken in today.</summary>
public static class Kept
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    /// <summary>A sample in the form that is kept.</summary>
    public static JsonObject Sample(string name, string ownerId = "owner", string storeId = "store", string deviceId = "device")
    {
        using var sent = JsonDocument.Parse(Documents.Sample.Read(name).ToJsonString());
        Assert.True(DocumentReader.TryRead(
            sent.RootElement, new DocumentOrigin(ownerId, Whereabouts.Only(storeId), deviceId, TimeSpan.FromHours(3), At), out var document, out _));
        return JsonNode.Parse(document!.Content.Span)!.AsObject();
    }

    /// <summary>Keeps documents of a terminal without asking the reader.</summary>
    public static async Task PutAsync(ServerFixture server, Tenant tenant, Till till, params (string Id, string Type, string Content)[] documents)
    {
        var terminal = await server.Get<IStorage>().ReadAsync(
            s => server.Get<ITerminals>().FindAsync(s, tenant.OwnerId, till.DeviceId), CancellationToken.None);
        await server.Get<AcceptDocuments>().HandleAsync(
            tenant.OwnerId,
            terminal!,
            [.. documents.Select(document => new IncomingDocument
            {
                Id = document.Id,
                Type = document.Type,
                CloseDate = At,
                Content = Encoding.UTF8.GetBytes(document.Content),
                Hash = SHA256.HashData(Encoding.UTF8.GetBytes(document.Content)),
                Movement = StockMovement.None,
            })],
            CancellationToken.None);
    }
}
