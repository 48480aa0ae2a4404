using System.Text.Json;

namespace Prilavok.Contracts.V1;

/// <summary>A document as an envelope and the transactions it was made of.</summary>
/// <param name="Type">The kind; everything the fiscal printer reports is FPRINT. Terminals may send kinds nobody here knows.</param>
/// <param name="Extras">Of the asking app, by its id.</param>
/// <param name="CloseSum">Roubles before discounts.</param>
/// <param name="CloseResultSum">Roubles after discounts.</param>
/// <param name="OpenUserCode">Always null.</param>
/// <param name="CloseUserCode">Always null.</param>
public sealed record DocumentV1(
    string Type,
    string Uuid,
    IReadOnlyDictionary<string, JsonElement> Extras,
    long? Number,
    string? CloseSum,
    string? OpenDate,
    string? CloseDate,
    string? DeviceUuid,
    string? StoreUuid,
    [property: System.Text.Json.Serialization.JsonPropertyName("sessionUUID")] string? SessionUuid,
    string? OpenUserCode,
    string? OpenUserUuid,
    IReadOnlyList<TransactionV1> Transactions,
    string? CloseUserCode,
    string? CloseUserUuid,
    string? SessionNumber,
    string? CloseResultSum,
    string? Version);
