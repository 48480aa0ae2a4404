namespace Prilavok.Contracts.V1;

/// <summary>A terminal.</summary>
/// <param name="TimezoneOffset">From UTC, in milliseconds.</param>
/// <param name="Code">Always null.</param>
public sealed record DeviceV1(string Uuid, string Name, string StoreUuid, long TimezoneOffset, string? Code);
