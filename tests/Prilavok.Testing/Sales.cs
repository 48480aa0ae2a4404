using System.Security.Cryptography;
using System.Text.Json;
using Prilavok.Core.Documents;

namespace Prilavok.Testing;

/// <summary>Documents for tests of what happens to documents, not of their form.</summary>
public static class Sales
{
    /// <param name="changes">Product id to thousandths, signed.</param>
    public static IncomingDocument Document(
        string id, DateTimeOffset closeDate, string type = "SELL", string note = "", params (string ProductId, long Quantity)[] changes)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(
            new { id, type, note, changes = changes.ToDictionary(change => change.ProductId, change => change.Quantity) });
        return new IncomingDocument
        {
            Id = id,
            Type = type,
            CloseDate = closeDate,
            Content = content,
            Hash = SHA256.HashData(content),
            Movement = new StockMovement { Changes = [.. changes.Select(c => new QuantityChange(c.ProductId, c.Quantity))] },
        };
    }

    /// <param name="counted">Product id to thousandths.</param>
    public static IncomingDocument Count(
        string id, DateTimeOffset closeDate, bool isComplete, params (string ProductId, long Quantity)[] counted)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id,
            type = "INVENTORY",
            closeDate,
            changes = new Dictionary<string, long>(),
            counted = counted.ToDictionary(one => one.ProductId, one => one.Quantity),
            complete = isComplete,
        });
        return new IncomingDocument
        {
            Id = id,
            Type = "INVENTORY",
            CloseDate = closeDate,
            Content = content,
            Hash = SHA256.HashData(content),
            Movement = new StockMovement { Counted = [.. counted.Select(c => new CountedQuantity(c.ProductId, c.Quantity))], IsComplete = isComplete },
        };
    }
}
