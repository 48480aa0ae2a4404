using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Prilavok.Server.Http;

/// <summary>
/// How the caller addressed this cloud is known to the proxy in front alone. It is believed when it is one of those that are configured:
/// addresses in answers and the flag of cookies follow it. Nobody gets a right by it, and whom a call comes from is not asked: the
/// header X-Forwarded-For stays as it came. Of the others the values that came stay readable as X-Original-Proto and X-Original-Host, so
/// whoever wants to know whether a call came through a proxy can look for either name.
/// </summary>
internal static class Proxies
{
    public static void UseProxies(this WebApplication app, ServerOptions options)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in NetworksOf(options))
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        if (forwarded.KnownIPNetworks.Count > 0) // Without any, the framework would believe everybody.
        {
            app.UseForwardedHeaders(forwarded);
        }
    }

    /// <summary>The proxies in front, as they are configured.</summary>
    public static IEnumerable<IPNetwork> NetworksOf(ServerOptions options)
    {
        foreach (var text in Texts(options))
        {
            if (TryRead(text, out var network))
            {
                yield return network.Value;
            }
        }
    }

    private static string[] Texts(ServerOptions options) =>
        options.Proxies.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool TryRead(string text, [NotNullWhen(true)] out IPNetwork? network)
    {
        network = IPNetwork.TryParse(text, out var named) ? named
            : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;
        return network is not null;
    }

    internal sealed class Validator : IValidateOptions<ServerOptions>
    {
        public ValidateOptionsResult Validate(string? name, ServerOptions options) =>
            Array.Find(Texts(options), text => !TryRead(text, out _)) is { } wrong
                ? ValidateOptionsResult.Fail(
                    $"Prilavok:Proxies holds {wrong}: it must be addresses as 10.0.0.1 or networks as 10.0.0.0/8, separated by semicolons.")
                : ValidateOptionsResult.Success;
    }
}
