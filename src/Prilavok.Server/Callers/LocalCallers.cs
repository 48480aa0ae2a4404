using System.Net;
using Microsoft.Extensions.Options;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>
/// The one rule of who is local. To callers on this machine a server opens what needs a token elsewhere. Where a call comes from proves
/// nothing alone: a proxy on this machine brings the calls of the whole world, and a browser on it those of any page, under any name that
/// leads here.
/// </summary>
internal sealed class LocalCallers(IOptions<ServerOptions> options)
{
    /// <summary>What the proxies of this world tell of a call, by how the names of their headers begin, end, and are.</summary>
    private static readonly string[] Beginnings = ["X-Forwarded", "X-Original-", "X-Envoy-", "CF-"];

    private static readonly string[] Endings = ["Client-IP", "ClientIP", "Connecting-IP", "Real-IP", "Remote-IP", "Remote-Addr", "Originating-IP"];

    private static readonly string[] Names = ["Forwarded", "Forwarded-For", "Via", "CDN-Loop", "X-Host", "X-Scheme", "X-ProxyUser-IP"];

    private readonly string[] _hosts = HostsOf(options.Value);

    /// <returns>Why the caller is not local; null for one that is.</returns>
    public string? WhyNot(HttpContext http) =>
        !IsOnThisMachine(http) ? "the call comes from another machine"
        : ProxyOf(http.Request) is { } proxy ? $"a proxy brought the call ({proxy})"
        : WhyForeign(http);

    /// <summary>A session in a browser begins from elsewhere too, but only from a page of this cloud.</summary>
    /// <returns>Why a page may not log in; null when it may.</returns>
    public string? WhyNoCookie(HttpContext http) =>
        IsOnThisMachine(http) && ProxyOf(http.Request) is null ? WhyForeign(http) : ForeignPages.SignOf(http.Request);

    /// <summary>The sign of a proxy. Those that say nothing of a call often speak a version of HTTP that no client does any more.</summary>
    public static string? ProxyOf(HttpRequest request)
    {
        foreach (var (name, _) in request.Headers)
        {
            if (IsOfProxies(name.Replace('_', '-')))
            {
                return name;
            }
        }

        return HttpProtocol.IsHttp10(request.Protocol) ? request.Protocol : null;
    }

    private string? WhyForeign(HttpContext http) =>
        IsOwnName(http.Request.Host.Host)
            ? ForeignPages.SignOf(http.Request)
            : "it names a host that is not of this machine (Prilavok:Hosts), and no proxy says that it brought it (X-Forwarded-For)";

    /// <summary>A caller without an address comes by a socket of this machine.</summary>
    private static bool IsOnThisMachine(HttpContext http) => http.Connection.RemoteIpAddress is not { } address || IsLoopback(address);

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsOfProxies(string name) =>
        Array.Exists(Beginnings, beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || _hosts.Contains(host, StringComparer.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IsLoopback(address));

    private static string[] HostsOf(ServerOptions options) =>
        options.Hosts.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal sealed class Validator : IValidateOptions<ServerOptions>
    {
        public ValidateOptionsResult Validate(string? name, ServerOptions options) =>
            Array.Find(HostsOf(options), host => Uri.CheckHostName(host) == UriHostNameType.Unknown) is { } wrong
                ? ValidateOptionsResult.Fail(
                    $"Prilavok:Hosts holds {wrong}: it must be names as devbox or devbox.local, without a port, separated by semicolons.")
                : ValidateOptionsResult.Success;
    }
}
