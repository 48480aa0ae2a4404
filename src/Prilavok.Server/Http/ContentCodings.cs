using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Prilavok.Server.Http;

/// <summary>How a body is packed, as <c>Content-Encoding</c> says it: in any case, under old names too, several times over.</summary>
internal static class ContentCodings
{
    /// <summary>As they are offered to whoever came with another one.</summary>
    public const string Known = "gzip, x-gzip, deflate, br";

    /// <summary>Nobody packs a body so often but to keep the server busy.</summary>
    private const int Most = 4;

    /// <param name="codings">In the order in which they were applied; empty for what is not packed at all.</param>
    /// <returns>False when one of them is not known.</returns>
    public static bool TryRead(StringValues header, out IReadOnlyList<string> codings)
    {
        codings = [.. header.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(name => name.ToLowerInvariant()).Where(name => name != "identity")];
        return codings.Count <= Most && codings.All(name => name is "gzip" or "x-gzip" or "deflate" or "br");
    }

    /// <summary>What stands in a packed body. What it is not is told as <see cref="InvalidDataException"/>.</summary>
    /// <param name="most">Bytes that any of the layers may have.</param>
    /// <param name="tooLong">What is thrown when one has more.</param>
    public static Stream Unpack(Stream packed, IReadOnlyList<string> codings, Func<long> most, Func<Exception> tooLong) =>
        codings.Reverse().Aggregate(packed, (inner, coding) => new BoundedBody(Unpack(inner, coding), most, tooLong));

    /// <exception cref="UnsupportedBodyException">The body is still packed, in a way that nobody here knows.</exception>
    public static void RefuseUnknown(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } header && (!TryRead(header, out var codings) || codings.Count > 0))
        {
            throw new UnsupportedBodyException("Content-Encoding", header.ToString(), $"must be one of {Known}");
        }
    }

    private static Stream Unpack(Stream packed, string coding) => coding switch
    {
        "deflate" => new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliBody(packed),
        _ => new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true),
    };
}

/// <summary>
/// Unpacks bodies of requests. One that is packed in an unknown way is left as it is: whoever reads it refuses it, and whoever
/// only passes it on does not mind.
/// </summary>
internal sealed class Unpacking(RequestDelegate next, Microsoft.Extensions.Options.IOptions<ServerOptions> options)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.Headers.ContentEncoding is not { Count: > 0 } header || !ContentCodings.TryRead(header, out var codings))
        {
            await next(http);
            return;
        }

        request.Headers.Remove("Content-Encoding");
        if (codings.Count == 0)
        {
            await next(http);
            return;
        }

        var packed = request.Body;
        var size = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        await using var body = ContentCodings.Unpack(
            packed, codings, () => size?.MaxRequestBodySize
                ?? options.Value.LargestBody, () => new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge));
        request.Body = body;
        request.ContentLength = null; // Of what was packed: it says nothing about what comes out.
        try
        {
            await next(http);
        }
        finally
        {
            request.Body = packed;
        }
    }
}
