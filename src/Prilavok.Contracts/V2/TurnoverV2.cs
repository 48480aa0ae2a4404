namespace Prilavok.Contracts.V2;

/// <summary>Sums of one direction in a report.</summary>
/// <param name="Summ">The total.</param>
public sealed record TurnoverV2(decimal? Summ = null, decimal? Reversal = null, IReadOnlyList<SectionV2>? Sections = null) : Open;

/// <summary>The part of a turnover that was paid in one way.</summary>
public sealed record SectionV2(string? Name = null, long? Number = null, decimal? Value = null) : Open;

/// <summary>How many receipts.</summary>
public sealed record CountsV2(long? Quantity = null, long? Back = null, long? Reversal = null, long? ReversalBack = null) : Open;
