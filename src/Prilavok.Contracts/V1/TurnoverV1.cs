using System.Text.Json.Serialization;

namespace Prilavok.Contracts.V1;

/// <summary>Sums of one direction in a report.</summary>
/// <param name="Summ">The total.</param>
public sealed record TurnoverV1(decimal Reversal, IReadOnlyList<SectionV1> Sections, decimal Summ);

/// <summary>The part of a turnover that was paid in one way.</summary>
public sealed record SectionV1(string? Name, long? Number, decimal? Value);

/// <summary>How many receipts.</summary>
/// <param name="ReversalBack">In sales.</param>
/// <param name="PurchaseReversalBack">In purchases, where the field spells it so.</param>
public sealed record CountsV1(
    long Back,
    long Quantity,
    long Reversal,
    [property: JsonPropertyName("reversal_back")] long? ReversalBack = null,
    [property: JsonPropertyName("reversalBack")] long? PurchaseReversalBack = null);
