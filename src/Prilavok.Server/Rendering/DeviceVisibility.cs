using Prilavok.Core;

namespace Prilavok.Server.Rendering;

/// <summary>What the rights of the asking app show of a device beyond the plain right to read it.</summary>
internal readonly record struct DeviceVisibility(bool Imei, bool Firmware, bool Location)
{
    public static DeviceVisibility Everything { get; } = new(true, true, true);

    public static DeviceVisibility Of(IReadOnlyCollection<string> rights) =>
        new(rights.Contains(Rights.ImeiRead), rights.Contains(Rights.FirmwareRead), rights.Contains(Rights.LocationRead));
}
