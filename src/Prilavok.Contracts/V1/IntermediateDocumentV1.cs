using System.Text.Json;

namespace Prilavok.Contracts.V1;

/// <summary>A document in the form between the versions: the body of v2 under names in camel case.</summary>
/// <param name="TimeZoneOffset">From UTC, in milliseconds.</param>
/// <param name="Extras">Of the asking app, by its id.</param>
/// <param name="Body">What the kind of document has, with null for what it could have and has not.</param>
public sealed record IntermediateDocumentV1(
    string Id,
    string Type,
    string DeviceId,
    long TimeZoneOffset,
    string CloseDate,
    string UserId,
    string? CloseUserId,
    string? SessionId,
    string? SessionNumber,
    long? Number,
    string StoreId,
    string Version,
    IReadOnlyDictionary<string, JsonElement> Extras,
    IReadOnlyDictionary<string, JsonElement> Body) : Open;
