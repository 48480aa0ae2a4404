using System.Text.Json;
using Prilavok.Core.Terminals;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.OwnerAccount;

/// <summary>What a terminal is and where it stands. Every member may be absent or null.</summary>
internal static class DeviceFacts
{
    private const int Longest = 100;

    /// <summary>Places are kept in millionths of a degree.</summary>
    private const int DegreeScale = 6;

    private const long LargestLongitude = 180_000_000;

    private const long LargestLatitude = 90_000_000;

    public static Terminal Read(OwnBody body, Terminal before) => before with
    {
        Imei = body.MaybeText("imei", before.Imei, Longest),
        FirmwareVersion = body.MaybeText("firmwareVersion", before.FirmwareVersion, Longest),
        SerialNumber = body.MaybeText("serialNumber", before.SerialNumber, Longest),
        Model = body.MaybeText("model", before.Model, Longest),
        Location = LocationOf(body, before.Location),
    };

    public static void Write(Utf8JsonWriter json, Terminal terminal)
    {
        json.WriteString("imei", terminal.Imei);
        json.WriteString("firmwareVersion", terminal.FirmwareVersion);
        json.WriteString("serialNumber", terminal.SerialNumber);
        json.WriteString("model", terminal.Model);
        if (terminal.Location is { } location)
        {
            json.WriteStartObject("location");
            Decimals.Write(json, "lng", location.Longitude, DegreeScale);
            Decimals.Write(json, "lat", location.Latitude, DegreeScale);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("location");
        }
    }

    private static GeoPoint? LocationOf(OwnBody body, GeoPoint? before)
    {
        if (!body.Has("location", out var value))
        {
            return before;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        UnknownMembers.Tell(value, "location", body.Violations, "lng", "lat");
        return value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("lng", out var lng)
            && Decimals.TryRead(lng, DegreeScale, LargestLongitude, out var longitude)
            && value.TryGetProperty("lat", out var lat)
            && Decimals.TryRead(lat, DegreeScale, LargestLatitude, out var latitude)
            ? new GeoPoint(longitude, latitude)
            : body.Wrong<GeoPoint?>("location", "must hold lng and lat in degrees", null);
    }
}
