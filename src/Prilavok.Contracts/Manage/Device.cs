namespace Prilavok.Contracts.Manage;

/// <summary>A terminal.</summary>
/// <param name="TimezoneOffset">From UTC, in milliseconds.</param>
/// <param name="Code">Pairs a terminal, once; told when it is made.</param>
/// <param name="CodeExpiresAt">When the code stops working, on the owner's clock.</param>
public sealed record Device(
    string Id,
    string Name,
    string StoreId,
    long TimezoneOffset,
    string? Imei,
    string? FirmwareVersion,
    string? SerialNumber,
    string? Model,
    Location? Location,
    string? Code = null,
    DateTimeOffset? CodeExpiresAt = null);

/// <summary>A place, in degrees.</summary>
public sealed record Location(decimal Lng, decimal Lat);
