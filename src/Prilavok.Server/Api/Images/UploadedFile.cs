using System.Buffers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Api.Images;

/// <summary>One file of a multipart form, read into memory up to a bound.</summary>
internal static class UploadedFile
{
    /// <summary>Of the line between the parts; RFC 2046 grants no more.</summary>
    public const int LongestBoundary = 70;

    public static bool IsForm(HttpRequest request) => BoundaryOf(request).Length > 0;

    /// <summary>A form whose parts nobody need look for.</summary>
    public static bool HasLongBoundary(HttpRequest request) => BoundaryOf(request).Length > LongestBoundary;

    /// <summary>The part of the name; empty when there is none, and one byte too long when it is longer than it may be.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, string name, int longest, CancellationToken ct)
    {
        ContentCodings.RefuseUnknown(request);
        try
        {
            var reader = new MultipartReader(BoundaryOf(request), request.Body);
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var said)
                    && HeaderUtilities.RemoveQuotes(said.Name).Equals(name, StringComparison.Ordinal))
                {
                    return await ReadAsync(section.Body, longest, ct);
                }
            }

            return ReadOnlyMemory<byte>.Empty;
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException && !ct.IsCancellationRequested))
        {
            return ReadOnlyMemory<byte>.Empty; // It ends before the form does, or is no form at all.
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, int longest, CancellationToken ct)
    {
        var bytes = new ArrayBufferWriter<byte>(64 * 1024);
        int read;
        do
        {
            read = await body.ReadAsync(bytes.GetMemory(), ct);
            bytes.Advance(read);
        }
        while (read > 0 && bytes.WrittenCount <= longest);
        return bytes.WrittenMemory[..Math.Min(bytes.WrittenCount, longest + 1)];
    }

    private static string BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString()
            : "";
}
