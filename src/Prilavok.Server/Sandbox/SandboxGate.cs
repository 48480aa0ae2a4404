using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Prilavok.Core.Access;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Sandbox;

/// <summary>Who may use sandbox powers: callers on this machine, and whoever is the administrator or holds the key.</summary>
internal sealed class SandboxGate(RecogniseToken recognise, IOptions<ServerOptions> options)
{
    public RequestDelegate Open(RequestDelegate handler) => async http =>
        await (IsLocal(http) || HoldsKey(http.Request) || await IsAdministratorAsync(http)
            ? handler(http)
            : Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, "From elsewhere, the sandbox needs the administrator's key."));

    private static bool IsLocal(HttpContext http) => http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    private async ValueTask<bool> IsAdministratorAsync(HttpContext http) =>
        Guard.TokenOf(http.Request) is { } token && await recognise.HandleAsync(token, http.RequestAborted) is Grant.OfAdministrator;

    private bool HoldsKey(HttpRequest request) =>
        options.Value.AdminPassword is { Length: > 0 } key
        && Guard.TokenOf(request) is { } token
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(key));
}
