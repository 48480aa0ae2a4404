using System.Text.Json;

namespace Prilavok.Contracts.V2;

/// <summary>For whom a position is sold.</summary>
/// <param name="CounterpartyIndexes">Places in the counterparties of the document.</param>
public sealed record AgentV2(JsonElement? CounterpartyIndexes = null, string? OperationDescription = null) : Open;

/// <summary>Prices of a revaluation, in roubles.</summary>
public sealed record RevaluedPriceV2(decimal? Before = null, decimal? After = null, decimal? Accept = null) : Open;

/// <summary>How a position is settled.</summary>
public sealed record SettlementMethodV2(string? Type = null, decimal? Amount = null) : Open;
