namespace Prilavok.Core.Log;

/// <summary>What is left of a product after its stock moved.</summary>
/// <param name="StoreId">As it is shown.</param>
/// <param name="ProductId">As it is shown.</param>
/// <param name="Quantity">Thousandths.</param>
public sealed record StockLevel(string StoreId, string ProductId, long Quantity);
