using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Hosting;

/// <summary>Reading and writing JSON bodies.</summary>
internal static class Json
{
    public const string MediaType = "application/json;charset=UTF-8";

    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private const int LargestFirstBuffer = 1024 * 1024;

    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = 64 };

    /// <summary>As <see cref="ReadAsync"/>; null when there is no body, or only blanks in it.</summary>
    public static async Task<JsonDocument?> ReadIfAnyAsync(HttpContext http)
    {
        ContentCodings.RefuseUnknown(http.Request);
        var bytes = await ReadBytesAsync(http.Request, http.RequestAborted);
        return bytes.Span.Trim(" \t\r\n"u8).IsEmpty ? null : Parse(Utf8Of(bytes, http.Request));
    }

    /// <summary>Reads the whole body. Every text in it can be read: what follows need not fear one that is not Unicode.</summary>
    /// <exception cref="BadBodyException">It is not JSON.</exception>
    /// <exception cref="BadHttpRequestException">It is larger than allowed.</exception>
    /// <exception cref="UnsupportedBodyException">It is packed, or in characters, that nobody here knows.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext http) => Parse(await ReadUtf8Async(http));

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            RefuseNoUtf8(body.Span);

            var document = JsonDocument.Parse(body, ReaderOptions);
            if (body.Span.IndexOf("\\ud"u8) >= 0 || body.Span.IndexOf("\\uD"u8) >= 0 || body.Span.IndexOf("\\u0000"u8) >= 0)
            {
                RefuseNoText(body, document.RootElement);
            }

            return document;
        }
        catch (JsonException e)
        {
            throw new BadBodyException((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadUtf8Async(HttpContext http)
    {
        ContentCodings.RefuseUnknown(http.Request);
        return Utf8Of(await ReadBytesAsync(http.Request, http.RequestAborted), http.Request);
    }

    private static ReadOnlyMemory<byte> Utf8Of(ReadOnlyMemory<byte> bytes, HttpRequest request)
    {
        try
        {
            return Charsets.ToUtf8(bytes, request.ContentType);
        }
        catch (DecoderFallbackException e)
        {
            throw new BadBodyException(1, 1, e);
        }
    }

    /// <summary>The whole body, unpacked, whatever it is.</summary>
    /// <exception cref="BadBodyException">It says it is compressed, and is not.</exception>
    /// <exception cref="BadHttpRequestException">It is larger than allowed, or comes too slowly.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            // The announced length is only a hint: of a compressed body it says nothing about what comes out.
            var bytes = new ArrayBufferWriter<byte>((int)Math.Clamp((request.ContentLength ?? 0) + 1, 256, LargestFirstBuffer));
            while (true)
            {
                var read = await request.Body.ReadAsync(bytes.GetMemory(), ct);
                if (read == 0)
                {
                    return bytes.WrittenMemory;
                }

                bytes.Advance(read);
            }
        }
        catch (InvalidDataException e)
        {
            throw new BadBodyException(1, 1, e);
        }
    }

    private static void RefuseNoUtf8(ReadOnlySpan<byte> body)
    {
        if (Utf8.IsValid(body))
        {
            return;
        }

        var valid = 0;
        while (Rune.DecodeFromUtf8(body[valid..], out _, out var length) == OperationStatus.Done)
        {
            valid += length;
        }

        var (line, column) = Places.Of(body[..valid]);
        throw new BadBodyException(line, column, null);
    }

    /// <summary>
    /// Escapes may name half of a surrogate pair, which is no character and cannot be written out again, and the zero character,
    /// which not every database holds.
    /// </summary>
    private static void RefuseNoText(ReadOnlyMemory<byte> body, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Check(() => member.Name, member.Value);
                    RefuseNoText(body, member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    RefuseNoText(body, item);
                }

                break;
            case JsonValueKind.String:
                Check(element.GetString, element);
                break;
        }

        void Check(Func<string?> read, JsonElement at)
        {
            Exception? cause = null;
            try
            {
                if (read()?.Contains('\0', StringComparison.Ordinal) != true)
                {
                    return;
                }
            }
            catch (InvalidOperationException e)
            {
                cause = e;
            }

            var isInBody = body.Span.Overlaps(JsonMarshal.GetRawUtf8Value(at), out var offset);
            var (line, column) = Places.Of(body.Span[..(isInBody ? offset : 0)]);
            throw new BadBodyException(line, column, cause);
        }
    }

    public static Task WriteAsync(HttpContext http, int status, Action<Utf8JsonWriter> write, string? mediaType = null) =>
        WriteAsync(http, status, Render(write), mediaType);

    public static ReadOnlyMemory<byte> Render(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, WriterOptions);
        write(json);
        json.Flush();
        return buffer.WrittenMemory;
    }

    public static Task WriteArrayAsync<T>(HttpContext http, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        WriteAsync(
            http,
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteStartArray();
                foreach (var item in items)
                {
                    write(json, item);
                }

                json.WriteEndArray();
            });

    public static async Task WriteAsync(HttpContext http, int status, ReadOnlyMemory<byte> body, string? mediaType = null)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = mediaType ?? MediaTypes.OfAnswer(http);
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }
}

/// <summary>The body is not JSON. Lines and columns count from 1.</summary>
internal sealed class BadBodyException(long line, long column, Exception? cause) : Exception("The body is not valid JSON.", cause)
{
    public long Line { get; } = line;

    public long Column { get; } = column;
}
