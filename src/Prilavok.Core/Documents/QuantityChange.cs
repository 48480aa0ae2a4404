namespace Prilavok.Core.Documents;

public readonly record struct QuantityChange(string ProductId, long Quantity);

/// <param name="Quantity">Thousandths; null when the product is named without a quantity that anybody can have counted.</param>
public readonly record struct CountedQuantity(string ProductId, long? Quantity);

public readonly record struct PriceChange(string ProductId, long Price);
