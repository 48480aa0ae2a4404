namespace Prilavok.Server.Callers;

/// <summary>Sets a browser in which somebody came in apart from strangers. It opens nothing, and goes on when the session ends.</summary>
internal static class DeviceCookie
{
    public const string Name = "prilavok_device";

    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    public static string? Of(HttpRequest request) => SessionCookie.ValueOf(request, Name);

    public static void Set(HttpContext http, string mark, DateTimeOffset now) =>
        http.Response.Cookies.Append(Name, mark, SessionCookie.Options(http.Request, now + Life));
}
