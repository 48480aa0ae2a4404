using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Http;

/// <summary>Reading and writing JSON bodies.</summary>
internal static class Json
{
    public const string MediaType = "application/json;charset=UTF-8";

    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Bytes that are handed on at a time.</summary>
    public const int Piece = 64 * 1024;

    private const int LargestFirstBuffer = 1024 * 1024;

    private static readonly JsonDocumentOptions Any = new() { MaxDepth = 64 };

    private static readonly JsonDocumentOptions WithoutTwins = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>As <see cref="ReadAsync"/>; null when there is no body, or only blanks in it.</summary>
    public static async Task<JsonDocument?> ReadIfAnyAsync(HttpContext http)
    {
        ContentCodings.RefuseUnknown(http.Request);
        var bytes = await ReadBytesAsync(http.Request, http.RequestAborted);
        return bytes.Span.Trim(" \t\r\n"u8).IsEmpty ? null : ParseWhole(Utf8Of(bytes, http.Request));
    }

    /// <summary>
    /// Reads the whole body. Every text in it can be read, and no object names a member twice: what follows need not fear one that is
    /// not Unicode, or that two readers take a body for two things.
    /// </summary>
    /// <exception cref="BadBodyException">It is not JSON.</exception>
    /// <exception cref="BadHttpRequestException">It is larger than allowed.</exception>
    /// <exception cref="UnsupportedBodyException">It is packed, or in characters, that nobody here knows.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext http) => ParseWhole(await ReadUtf8Async(http));

    /// <summary>
    /// Reads a body whose items are judged one by one: an object in its array may still hold twins and texts that cannot be read, and
    /// takes none of the others with it.
    /// </summary>
    /// <exception cref="BadBodyException">It is not JSON.</exception>
    /// <exception cref="BadHttpRequestException">It is larger than allowed.</exception>
    /// <exception cref="UnsupportedBodyException">It is packed, or in characters, that nobody here knows.</exception>
    public static async Task<JsonDocument> ReadItemsAsync(HttpContext http)
    {
        var body = await ReadUtf8Async(http);
        var document = Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Array)
        {
            RefuseNoText(body, root);
            return document;
        }

        foreach (var item in root.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                RefuseNoText(body, item);
            }
        }

        return document;
    }

    private static JsonDocument ParseWhole(ReadOnlyMemory<byte> body)
    {
        if (!UnreadableTexts.MayBeIn(body.Span) && Utf8.IsValid(body.Span))
        {
            try
            {
                return JsonDocument.Parse(body, WithoutTwins);
            }
            catch (JsonException)
            {
                // What it is that is wrong is found below.
            }
        }

        var document = Parse(body);
        RefuseNoText(body, document.RootElement);
        return TwinMembers.Find(document.RootElement) is { } twin ? throw new BadBodyException(1, 1, null) { Twin = twin } : document;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        RefuseNoUtf8(body.Span);
        try
        {
            return JsonDocument.Parse(body, Any);
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

    private static void RefuseNoText(ReadOnlyMemory<byte> body, JsonElement element)
    {
        if (UnreadableTexts.Find(element) is { } at)
        {
            var isInBody = body.Span.Overlaps(JsonMarshal.GetRawUtf8Value(at), out var offset);
            var (line, column) = Places.Of(body.Span[..(isInBody ? offset : 0)]);
            throw new BadBodyException(line, column, null);
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
        await WritePiecesAsync(http, body);
    }

    /// <summary>The server underneath copies what it is given: a reader who takes nothing must not have it copy all.</summary>
    public static async Task WritePiecesAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        var to = http.Response.BodyWriter;
        while (bytes.Length > Piece)
        {
            await to.WriteAsync(bytes[..Piece], http.RequestAborted);
            bytes = bytes[Piece..];
        }

        await to.WriteAsync(bytes, http.RequestAborted);
    }
}

/// <summary>The body is not JSON. Lines and columns count from 1.</summary>
internal sealed class BadBodyException(long line, long column, Exception? cause) : Exception("The body is not valid JSON.", cause)
{
    public long Line { get; } = line;

    public long Column { get; } = column;

    /// <summary>The member that is named twice, when that is what is wrong.</summary>
    public string? Twin { get; init; }
}
