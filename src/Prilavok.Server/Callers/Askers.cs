using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>Who makes a call, before it is known who it is: the network, and what may have opened the account before.</summary>
internal sealed class Askers(Networks networks, LocalCallers callers, IOptions<ServerOptions> options)
{
    private const int LongestAgent = 200;

    public Asker Of(HttpContext http) => new(networks.Of(http))
    {
        Token = SessionCookie.TokenOf(http.Request),
        Device = DeviceCookie.Of(http.Request),
        Agent = AgentOf(http.Request),
    };

    /// <summary>With word of whether it is the configured key, brought by somebody on this machine: no stranger shuts out who has that.</summary>
    public Credentials WithKey(HttpContext http, Credentials given) =>
        given.Kind == AccountKind.Administrator
        && Logins.Key(given.Login) == AdministerAccounts.FirstLogin
        && callers.WhyNot(http) is null
        && IsKey(given.Password)
            ? given with { IsKey = true, IsHere = true }
            : given;

    /// <summary>True of the administrator's configured password; how long it takes tells nothing of it.</summary>
    public bool IsKey(string password) =>
        options.Value.AdminPassword is { Length: > 0 } key
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(password)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static string? AgentOf(HttpRequest request)
    {
        var said = string.Concat(request.Headers.UserAgent.ToString().Where(c => !char.IsControl(c)).Take(LongestAgent)).Trim();
        return said.Length == 0 ? null : said;
    }
}
