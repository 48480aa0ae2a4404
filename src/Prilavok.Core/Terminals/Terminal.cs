namespace Prilavok.Core.Terminals;

/// <summary>A smart terminal ("device" on the wire).</summary>
/// <param name="TimezoneOffset">East of UTC.</param>
/// <param name="PairingCodeHash">Hash of the code that activates it; null once used.</param>
public sealed record Terminal(
    string Id, string Name, string StoreId, TimeSpan TimezoneOffset, string? PairingCodeHash, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>When the pairing code stops working, on the owner's clock; null where there is none.</summary>
    public DateTimeOffset? PairingCodeUntil { get; init; }

    public string? Imei { get; init; }

    public string? FirmwareVersion { get; init; }

    public string? SerialNumber { get; init; }

    public string? Model { get; init; }

    public GeoPoint? Location { get; init; }
}

/// <summary>A place on Earth, in millionths of a degree: a tenth of a metre.</summary>
public readonly record struct GeoPoint(long Longitude, long Latitude);
