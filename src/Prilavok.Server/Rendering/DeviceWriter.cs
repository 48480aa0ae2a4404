using System.Text.Json;
using Prilavok.Core.Terminals;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

internal static class DeviceWriter
{
    /// <summary>Places are kept in millionths of a degree.</summary>
    private const int DegreeScale = 6;

    /// <summary>As <c>devices/search</c> answers.</summary>
    public static void WriteV1(Utf8JsonWriter json, Terminal device)
    {
        json.WriteStartObject();
        WriteMembersV1(json, device);
        json.WriteNull("code");
        json.WriteEndObject();
    }

    public static void WriteWebhookV1(Utf8JsonWriter json, Terminal device)
    {
        json.WriteStartObject();
        WriteMembersV1(json, device);
        json.WriteEndObject();
    }

    public static void WriteV2(Utf8JsonWriter json, Terminal device, string ownerId, DeviceVisibility visible)
    {
        json.WriteStartObject();
        json.WriteString("id", device.Id);
        json.WriteString("name", device.Name);
        json.WriteString("store_id", device.StoreId);
        json.WriteNumber("timezone_offset", (long)device.TimezoneOffset.TotalMilliseconds);
        WriteKnown(json, "imei", visible.Imei ? device.Imei : null);
        WriteKnown(json, "firmware_version", visible.Firmware ? device.FirmwareVersion : null);
        if (visible.Location && device.Location is { } location)
        {
            json.WriteStartObject("location");
            Decimals.Write(json, "lng", location.Longitude, DegreeScale);
            Decimals.Write(json, "lat", location.Latitude, DegreeScale);
            json.WriteEndObject();
        }

        json.WriteString("user_id", ownerId);
        WriteKnown(json, "serial_number", device.SerialNumber);
        WriteKnown(json, "device_model", device.Model);
        json.WriteString("created_at", Instants.Format(device.CreatedAt));
        json.WriteString("updated_at", Instants.Format(device.UpdatedAt));
        json.WriteEndObject();
    }

    private static void WriteMembersV1(Utf8JsonWriter json, Terminal device)
    {
        json.WriteString("uuid", device.Id);
        json.WriteString("name", device.Name);
        json.WriteString("storeUuid", device.StoreId);
        json.WriteNumber("timezoneOffset", (long)device.TimezoneOffset.TotalMilliseconds);
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
