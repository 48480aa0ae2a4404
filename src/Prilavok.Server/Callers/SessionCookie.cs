using System.Security.Cryptography;
using System.Text;

namespace Prilavok.Server.Callers;

/// <summary>
/// A session in a browser. The cookie alone only reads: a page elsewhere can make a browser send it, but cannot read the second
/// secret that every change must bring in a header.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "prilavok_session";
    public const string CsrfHeader = "X-CSRF-Token";
    private const string Root = "/manage";

    /// <summary>Of the header, or else of the cookie, which opens nothing but accounts.</summary>
    public static string? TokenOf(HttpRequest request) => Guard.TokenOf(request) ?? CookieOf(request);

    /// <summary>True for a change that came with the cookie alone.</summary>
    public static bool IsForged(HttpRequest request) =>
        (!HttpMethods.IsGet(request.Method) || ScopeArea.IsWrite(request.HttpContext))
        && !HttpMethods.IsHead(request.Method)
        && Guard.TokenOf(request) is null
        && CookieOf(request) is { } token
        && !CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(request.Headers[CsrfHeader].ToString()), Encoding.UTF8.GetBytes(CsrfOf(token)));

    /// <summary>The second secret, made from the first so that nothing more is kept.</summary>
    public static string CsrfOf(string token) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "csrf"u8));

    public static bool IsUsed(HttpRequest request) => Guard.TokenOf(request) is null && CookieOf(request) is not null;

    public static void Set(HttpContext http, string token, DateTimeOffset expiresAt) =>
        http.Response.Cookies.Append(Name, token, Options(http.Request, expiresAt));

    public static void Drop(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http.Request, null));

    private static string? CookieOf(HttpRequest request) => ValueOf(request, Name);

    /// <returns>Of a cookie of accounts; null when there is none, or the call is about something else.</returns>
    public static string? ValueOf(HttpRequest request, string name) =>
        request.Path.StartsWithSegments(Root, StringComparison.Ordinal) && request.Cookies[name] is { Length: > 0 } value ? value : null;

    /// <summary>Read by no script, sent to nobody else, and only with calls about accounts.</summary>
    public static CookieOptions Options(HttpRequest request, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = Root,
        Expires = expiresAt,
        Secure = request.IsHttps || request.Headers["X-Forwarded-Proto"].ToString().Equals("https", StringComparison.OrdinalIgnoreCase),
    };
}
