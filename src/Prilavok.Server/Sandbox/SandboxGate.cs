using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Sandbox;

/// <summary>Who may use sandbox powers: callers on this machine, and whoever holds the administrator's key.</summary>
internal sealed class SandboxGate(IOptions<ServerOptions> options)
{
    public RequestDelegate Open(RequestDelegate handler) => http =>
        IsLocal(http) || HoldsKey(http.Request)
            ? handler(http)
            : Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, "From elsewhere, the sandbox needs the administrator's key.");

    private static bool IsLocal(HttpContext http) => http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    private bool HoldsKey(HttpRequest request) =>
        options.Value.AdminPassword is { Length: > 0 } key
        && Guard.TokenOf(request) is { } token
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(key));
}
