using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace Prilavok.Server.Lists;

/// <summary>
/// Strong tags. The same list packed and not packed are different bytes, so their tags differ; who holds one of them has the list all
/// the same.
/// </summary>
internal sealed class EntityTags(IResponseCompressionProvider compression)
{
    private const char Separator = '-';

    /// <summary>Whether the caller has it already, however it was packed when he got it.</summary>
    /// <param name="tag">With its quotes, as of what is not packed.</param>
    public static bool IsKnown(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Count > 0
        && request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || IsOf(known.Tag.AsSpan(), tag.AsSpan()));

    /// <summary>Tells the tag of what goes out to this caller.</summary>
    public void Tell(HttpContext http, string tag)
    {
        var headers = http.Response.Headers;
        headers.ETag = compression.CheckRequestAcceptsCompression(http) && compression.GetCompressionProvider(http)?.EncodingName is { } packing
            ? $"{tag.AsSpan()[..^1]}{Separator}{packing}\""
            : tag;
        headers.Vary = HeaderNames.AcceptEncoding;
    }

    private static bool IsOf(ReadOnlySpan<char> known, ReadOnlySpan<char> tag) =>
        known.StartsWith(tag[..^1], StringComparison.Ordinal) && known[(tag.Length - 1)..] is "\"" or [Separator, ..];
}
