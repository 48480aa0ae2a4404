namespace Prilavok.Contracts.V2;

/// <summary>A terminal. What it is and where it stands is told to apps that have a right to it.</summary>
/// <param name="TimezoneOffset">From UTC, in milliseconds.</param>
/// <param name="UserId">The owner.</param>
public sealed record DeviceV2(
    string Id,
    string Name,
    string StoreId,
    long TimezoneOffset,
    string UserId,
    string CreatedAt,
    string UpdatedAt,
    string? Imei = null,
    string? FirmwareVersion = null,
    LocationV2? Location = null,
    string? SerialNumber = null,
    string? DeviceModel = null);

/// <summary>A place, in degrees.</summary>
public sealed record LocationV2(decimal Lng, decimal Lat);
