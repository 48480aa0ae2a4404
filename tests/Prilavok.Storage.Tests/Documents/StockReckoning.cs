using Prilavok.Core.Documents;

namespace Prilavok.Storage.Tests.Documents;

/// <summary>What there is of each product, reckoned one document after the other.</summary>
internal static class StockReckoning
{
    /// <param name="documents">Each once, in the order in which they were closed.</param>
    public static IReadOnlyDictionary<string, long?> After(IReadOnlyDictionary<string, long?> start, IEnumerable<IncomingDocument> documents)
    {
        var stock = start.ToDictionary(StringComparer.Ordinal);
        foreach (var movement in documents.Select(document => document.Movement))
        {
            foreach (var change in movement.Changes)
            {
                stock[change.ProductId] = (stock[change.ProductId] ?? 0) + change.Quantity;
            }

            foreach (var product in movement.IsComplete ? stock.Keys.ToList() : [])
            {
                stock[product] = stock[product] is null ? null : 0;
            }

            foreach (var counted in movement.Counted)
            {
                stock[counted.ProductId] = counted.Quantity;
            }
        }

        return stock;
    }
}
