using System.Collections.Frozen;

namespace Prilavok.Server.TerminalGateway;

/// <summary>
/// Which headers pass the cloud between a terminal's app and its service. Names are compared as services read them: many make one
/// of all characters that are neither letters nor digits, so <c>X_Evotor_User_Id</c> would double what the cloud says.
/// </summary>
internal static class PassedHeaders
{
    /// <summary>What belongs to the connection, to whoever is in front of the cloud, or to the cloud's own webhooks.</summary>
    private static readonly string[] OfTheWay =
    [
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Proxy-Authenticate", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Content-Length",
        "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP",
    ];

    private static readonly string[] BeginningsOfTheWay = ["X-Forwarded-", "X-Original-", "webhook-"];

    /// <summary>What belongs to the terminal's own log-in, or is the cloud's to say.</summary>
    private static readonly Passing Forth = new(
        [
            "Host", "Expect", "Authorization", "X-Authorization", "Cookie", "X-Signed-Url", "X-Shop-UUID", "X-User-ID", "X-Secret-Device-ID",
            "X-OAuth-Client-ID",
        ],
        ["X-Device-", "X-Evotor-"]);

    /// <summary>What would be taken as said by the cloud of itself: by browsers for its origin, and by a proxy in front as an order.</summary>
    private static readonly Passing Back = new(
        [
            "Set-Cookie", "Set-Cookie2", "Strict-Transport-Security", "Public-Key-Pins", "Public-Key-Pins-Report-Only", "Expect-CT",
            "Clear-Site-Data", "Alt-Svc", "NEL",
            "Report-To", "Reporting-Endpoints", "Service-Worker-Allowed", "Origin-Agent-Cluster", "X-Sendfile", "X-Lighttpd-Send-File",
        ],
        ["Access-Control-", "X-Accel-"]);

    public static bool GoForth(string name) => Forth.Lets(name);

    public static bool GoBack(string name) => Back.Lets(name);

    private sealed class Passing(string[] names, string[] beginnings)
    {
        private readonly FrozenSet<string> _names = OfTheWay.Concat(names).Select(Read).ToFrozenSet(StringComparer.Ordinal);

        private readonly string[] _beginnings = [.. BeginningsOfTheWay.Concat(beginnings).Select(Read)];

        public bool Lets(string name)
        {
            var read = Read(name);
            return !_names.Contains(read) && !Array.Exists(_beginnings, beginning => read.StartsWith(beginning, StringComparison.Ordinal));
        }

        private static string Read(string name) => string.Create(name.Length, name, static (read, name) =>
        {
            for (var i = 0; i < name.Length; i++)
            {
                read[i] = char.IsAsciiLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : '-';
            }
        });
    }
}
