using System.Text;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Tests.Kit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>A request that somebody may send to a route, and should not.</summary>
internal sealed record OddRequest(HttpMethod Method, string Path, byte[]? Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    private static readonly string[] Segments =
    [
        "x", "0", "-1", "%00", "a%00b", "%2f", "%2F..%2f", "%5c", "..", "%2e%2e", ".", "%ff%fe", "%c3%28", "%ed%a0%80", "'%20OR%201=1--", "%E2%80%AE", "%F0%9F%98%80",
        "%25", "%7BstoreId%7D", "*", "00000000-0000-0000-0000-000000000000", "01a20f1d-4123-74f6-a516-34c6e4fb8bef0", "%20", ";a=b", new('x', 65), new('x', 3000), "9999999999999999999999",
    ];

    private static readonly string[] Names =
    [
        "cursor", "limit", "since", "until", "type", "types", "id", "gtCloseDate", "ltCloseDate", "deviceUuid", "after", "ownerId", "from", "to", "environment",
        "storeId", "deviceId", "events", "entity", "grant_type", "%ff", "",
    ];

    private static readonly string[] Values =
    [
        "", "x", "-1", "0", "1", "5,5,,", "NaN", "1e400", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "2026-02-30", "2026-11-01T00:00:00.000+0000", "0001-01-01",
        "9999-12-31T23:59:59.999%2B1400", "%00", "%ff", "%ed%a0%80", "gAAAAAAAAAAAAGEKAGI", "AAAAAAAAAAABAgMK", "_________woK", "%F0%9F%98%80", "SELL,NOTHING", new('9', 2000), string.Join(',', Enumerable.Repeat("a", 1001)),
    ];

    private static readonly (string Name, string Value)[] Odd =
    [
        ("Accept", "text/html"), ("Accept", "application/vnd.evotor.v2+json"), ("Accept", "application/vnd.evotor.v2+bulk+json"), ("Accept", ";;,/"), ("Accept", "*/*;q=0"),
        ("Accept-Language", "ru"), ("Accept-Language", "xx-&,;q="), ("Accept-Encoding", "gzip"), ("Accept-Encoding", "br;q=x,*"), ("Content-Type", "text/plain"), ("Content-Type", "application/json; charset=utf-7"),
        ("Content-Type", "application/vnd.evotor.v2+bulk+json"), ("Content-Type", "multipart/form-data; boundary="), ("Content-Type", "multipart/form-data; boundary=x"), ("Content-Type", Samples.Form), ("Content-Type", "/"),
        ("Content-Encoding", "gzip"), ("Content-Encoding", "br"), ("Content-Encoding", "nothing"), ("Content-Encoding", "gzip, gzip"), ("If-None-Match", "*"), ("If-None-Match", "\"x"), ("X-HTTP-Method-Override", "DELETE"),
        ("X-Authorization", "Bearer "), ("X-Authorization", "x"), ("Authorization", "Basic !!!"), ("Range", "bytes=5-1"), ("Expect", "100-continue"), ("Host", "a:b@c"),
    ];

    /// <summary>What the next random numbers make of a route.</summary>
    public static OddRequest Next(Random random, RouteEndpoint route, Account account)
    {
        // A half of the paths leads somewhere: behind it, query and body are read.
        var isOdd = random.Next(2) == 0;
        var path = RouteCall.PathOf(
            route, (_, name) => isOdd && random.Next(2) == 0 ? "\u0001" : account.ValueOf(route, name));
        while (path.Contains("%01", StringComparison.Ordinal))
        {
            var at = path.IndexOf("%01", StringComparison.Ordinal);
            path = path[..at] + random.Pick(Segments) + path[(at + 3)..];
        }

        var query = string.Join('&', Enumerable.Range(0, random.Next(4)).Select(_ => $"{random.Pick(Names)}={random.Pick(Values)}"));
        var headers = Enumerable.Range(0, random.Next(3)).Select(_ => random.Pick(Odd)).DistinctBy(header => header.Name).ToList();
        var body = random.Next(10) == 0 || Samples.MethodOf(route) != HttpMethod.Get ? BodyOf(random, route, account, headers) : null;
        return new(Samples.MethodOf(route), $"{path}{(query.Length > 0 ? "?" + query : Samples.QueryOf(route, account))}", body, headers);
    }

    public HttpContent? Content()
    {
        if (Body is null)
        {
            return null;
        }

        var content = new ByteArrayContent(Body);
        content.Headers.TryAddWithoutValidation("Content-Type", Header("Content-Type") ?? "application/json");
        if (Header("Content-Encoding") is { } encoding)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return content;
    }

    public (string, string)[] RequestHeaders() => [.. Headers.Where(header => !header.Name.StartsWith("Content-", StringComparison.Ordinal))];

    public override string ToString()
    {
        var body = Body is null ? "" : Encoding.UTF8.GetString(Body);
        return $"{Method} {Path} [{string.Join("; ", Headers.Select(header => $"{header.Name}: {header.Value}"))}] {(body.Length > 400 ? body[..400] + "…" : body)}";
    }

    private static byte[] BodyOf(Random random, RouteEndpoint route, Account account, List<(string Name, string Value)> headers)
    {
        var body = Samples.Key(route) == "oauth.token" && random.Next(2) == 0
            ? Encoding.UTF8.GetBytes(string.Join('&', Samples.FormOf(account), $"{random.Pick(Names)}={random.Pick(Values)}"))
            : BrokenJson.Next(random, Samples.BodyOf(route, account));
        if (Samples.Key(route) is "oauth.token" && headers.All(header => header.Name != "Content-Type"))
        {
            headers.Add(("Content-Type", Samples.Form));
        }

        if (headers.Contains(("Content-Encoding", "gzip")) && random.Next(3) > 0)
        {
            var bytes = Bodies.Gzip(body);
            return random.Next(2) == 0 ? bytes : bytes[..random.Next(bytes.Length)];
        }

        return body;
    }

    private string? Header(string name) => Headers.Where(header => header.Name == name).Select(header => header.Value).FirstOrDefault();
}
