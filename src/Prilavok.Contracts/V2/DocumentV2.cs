using System.Text.Json;

namespace Prilavok.Contracts.V2;

/// <summary>A document as the terminal made it. What it has no value for is left out; what nobody here knows is kept.</summary>
/// <param name="Type">The kind, as SELL. Terminals may send kinds nobody here knows.</param>
/// <param name="Extras">Of the asking app, by its id.</param>
/// <param name="TimeZoneOffset">From UTC, in milliseconds.</param>
/// <param name="UserId">The owner.</param>
/// <param name="Version">Always V2.</param>
public sealed record DocumentV2(
    string Type,
    string Id,
    IReadOnlyDictionary<string, JsonElement> Extras,
    string CloseDate,
    long TimeZoneOffset,
    string DeviceId,
    string StoreId,
    string UserId,
    DocumentBodyV2 Body,
    string CreatedAt,
    string Version,
    long? Number = null,
    string? SessionId = null,
    long? SessionNumber = null,
    string? CloseUserId = null,
    JsonElement? Counterparties = null) : Open;

/// <summary>A document as a terminal brings it.</summary>
/// <param name="Id">1 to 64 characters; bringing it again is safe.</param>
/// <param name="Body">As REST v2 tells it; null counts as absent, and numbers may come as texts that hold one.</param>
[MayBeNull]
public sealed record NewDocumentV2(
    string Type,
    string Id,
    string CloseDate,
    IReadOnlyDictionary<string, JsonElement>? Body = null,
    IReadOnlyDictionary<string, JsonElement>? Extras = null,
    long? Number = null,
    long? TimeZoneOffset = null,
    string? SessionId = null,
    long? SessionNumber = null,
    string? CloseUserId = null) : Open;
