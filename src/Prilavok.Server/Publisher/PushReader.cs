using System.Text;
using System.Text.Json;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Publisher;

/// <param name="ActiveTillName">As the sender spelled it.</param>
internal sealed record ReadPush(IReadOnlyList<string> Devices, string Payload, DateTimeOffset? ActiveTill, string ActiveTillName);

/// <summary>A push from JSON.</summary>
internal static class PushReader
{
    private const int MostDevices = 100;
    private const int LongestDevice = 100;

    /// <summary>The SDKs and the documentation of several years; the first that is there counts.</summary>
    private static readonly string[] ActiveTillNames = ["active_until", "active_till", "activeUntil", "active_untill", "activeTill"];

    /// <param name="device">From the path; null takes several from the body.</param>
    /// <param name="largest">Bytes of the payload.</param>
    public static ReadPush Read(JsonElement body, string? device, int largest, List<ViolationV2> violations)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            violations.Add(new ViolationV2("", "must be an object"));
            return new ReadPush([], "", null, "");
        }

        var (till, name) = ActiveTillOf(body, violations);
        return new ReadPush(device is null ? DevicesOf(body, violations) : [device], PayloadOf(body, largest, violations), till, name);
    }

    private static string PayloadOf(JsonElement body, int largest, List<ViolationV2> violations)
    {
        if (!body.TryGetProperty("payload", out var payload) || payload.ValueKind == JsonValueKind.Null)
        {
            violations.Add(new ViolationV2("payload", "must not be null"));
            return "";
        }

        var text = payload.GetRawText();
        if (Encoding.UTF8.GetByteCount(text) > largest)
        {
            violations.Add(new ViolationV2("payload", $"size must be between 0 and {largest}"));
        }

        return text;
    }

    private static IReadOnlyList<string> DevicesOf(JsonElement body, List<ViolationV2> violations)
    {
        if (!body.TryGetProperty("devices", out var devices) || devices.ValueKind == JsonValueKind.Null)
        {
            return Wrong("devices", "must not be null");
        }

        if (devices.ValueKind != JsonValueKind.Array)
        {
            return Wrong("devices", "must be an array");
        }

        if (devices.GetArrayLength() is < 1 or > MostDevices)
        {
            return Wrong("devices", $"size must be between 1 and {MostDevices}");
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var index = 0;
        foreach (var item in devices.EnumerateArray())
        {
            if (NameOf(item) is not { } name)
            {
                Wrong($"devices[{index}]", item.ValueKind == JsonValueKind.Null ? "must not be null" : "invalid value");
            }
            else if (!names.Add(name))
            {
                return Wrong("devices", "must only contain unique elements");
            }

            index++;
        }

        return [.. names];

        IReadOnlyList<string> Wrong(string subject, string reason)
        {
            violations.Add(new ViolationV2(subject, reason));
            return [];
        }
    }

    /// <summary>An id, or an IMEI, which some send as a number.</summary>
    private static string? NameOf(JsonElement item)
    {
        var name = item.ValueKind switch
        {
            JsonValueKind.String => item.GetString()!,
            JsonValueKind.Number => item.GetRawText(),
            _ => "",
        };
        return name.Length is > 0 and <= LongestDevice && !name.Any(char.IsControl) ? name : null;
    }

    private static (DateTimeOffset? At, string Name) ActiveTillOf(JsonElement body, List<ViolationV2> violations)
    {
        foreach (var name in ActiveTillNames)
        {
            if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (Instants.TryParse(value, out var at))
            {
                return (at, name);
            }

            violations.Add(new ViolationV2(name, "invalid value"));
            return (null, name);
        }

        return (null, ActiveTillNames[0]);
    }
}
