namespace Prilavok.Contracts.Manage;

/// <summary>A terminal to be made.</summary>
/// <param name="TimezoneOffset">From UTC, in milliseconds; three hours by default.</param>
[MayBeNull]
public sealed record NewDevice(
    string Name,
    string StoreId,
    long? TimezoneOffset = null,
    string? Imei = null,
    string? FirmwareVersion = null,
    string? SerialNumber = null,
    string? Model = null,
    Location? Location = null);

/// <summary>What is to be changed of a terminal. Null takes away what may be absent.</summary>
/// <param name="TimezoneOffset">From UTC, in milliseconds.</param>
public sealed record DeviceChange(
    string? Name = null,
    string? StoreId = null,
    [MayBeNull] long? TimezoneOffset = null,
    [MayBeNull] string? Imei = null,
    [MayBeNull] string? FirmwareVersion = null,
    [MayBeNull] string? SerialNumber = null,
    [MayBeNull] string? Model = null,
    [MayBeNull] Location? Location = null);
