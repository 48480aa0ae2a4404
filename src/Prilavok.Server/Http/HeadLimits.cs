using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Prilavok.Server.Http;

/// <summary>
/// Bounds of what stands before the body of a request. The server underneath refuses without a word, and with bounds of its own that are
/// narrower than what is promised: they are widened, and what lies between is refused here in the words of the surface.
/// </summary>
internal sealed class HeadLimits(RequestDelegate next)
{
    /// <summary>Bytes of the line with method and address. A DELETE names a thousand ids, and each may have 64 characters.</summary>
    public const int Line = 128 * 1024;

    /// <summary>Bytes of the headers together.</summary>
    public const int Headers = 32 * 1024;

    public const int Count = 100;

    /// <summary>What stands around the name and the value of a header, and around method and address, with the version.</summary>
    private const int AroundHeader = 4;
    private const int AroundLine = 12;

    public static void Widen(KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = 2 * Line;
        limits.MaxRequestHeadersTotalSize = 4 * Headers;
        limits.MaxRequestHeaderCount = 5 * Count;
    }

    public Task InvokeAsync(HttpContext http) =>
        LineOf(http) > Line ? Faults.TellAsync(http, StatusCodes.Status414UriTooLong, null)
        : AreWithin(http.Request.Headers) ? next(http)
        : Faults.TellAsync(http, StatusCodes.Status431RequestHeaderFieldsTooLarge, null);

    private static int LineOf(HttpContext http) =>
        http.Request.Method.Length + (http.Features.Get<IHttpRequestFeature>()?.RawTarget.Length ?? 0) + AroundLine;

    private static bool AreWithin(IHeaderDictionary headers)
    {
        var (count, length) = (0, 0);
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                count++;
                length += name.Length + (value?.Length ?? 0) + AroundHeader;
            }
        }

        return count <= Count && length <= Headers;
    }
}
