using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Prilavok.Server.Http;
using IPNetwork = System.Net.IPNetwork;

namespace Prilavok.Server.Callers;

/// <summary>
/// Where a call without a token comes from, for counting it: the network, since one caller has many addresses. Behind a proxy that is
/// configured it is what that proxy says; nobody gets a right by it.
/// </summary>
internal sealed class Networks(IOptions<ServerOptions> options)
{
    private const int BitsOfV4 = 24;
    private const int BitsOfV6 = 48;
    private const int MappedBytes = 12;

    /// <summary>Of callers on this machine.</summary>
    public const string Loopback = "loopback";

    private readonly IPNetwork[] _proxies = [.. Proxies.NetworksOf(options.Value)];

    /// <summary>As <c>192.0.2.0/24</c>, <c>2001:db8::/48</c> or <see cref="Loopback"/>.</summary>
    public string Of(HttpContext http) => NameOf(AddressOf(http));

    /// <summary>Networks of 256 addresses, or of what one customer of a provider is given.</summary>
    public static string NameOf(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return Loopback;
        }

        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out var length);
        if (length == bytes.Length && address.IsIPv4MappedToIPv6)
        {
            bytes[MappedBytes..].CopyTo(bytes);
            length -= MappedBytes;
        }

        var bits = length == 4 ? BitsOfV4 : BitsOfV6;
        bytes[(bits / 8)..length].Clear();
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes[..length])}/{bits}");
    }

    /// <summary>
    /// From the last proxy backwards, the first address that is not one of ours: what stands before it, anybody could have written.
    /// </summary>
    private IPAddress AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        if (http.Request.Headers["X-Forwarded-For"] is not { Count: > 0 } said)
        {
            return address;
        }

        var hops = said.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var hop = hops.Length - 1; hop >= 0 && IsProxy(address) && IPAddress.TryParse(hops[hop], out var before); hop--)
        {
            address = before;
        }

        return address;
    }

    private bool IsProxy(IPAddress address) => Array.Exists(
        _proxies, network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}
