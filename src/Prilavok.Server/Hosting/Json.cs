using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Prilavok.Server.Hosting;

/// <summary>Reading and writing JSON bodies.</summary>
internal static class Json
{
    public const string MediaType = "application/json;charset=UTF-8";

    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = 64 };

    /// <summary>Reads the whole body.</summary>
    /// <exception cref="BadBodyException">It is not JSON.</exception>
    /// <exception cref="BadHttpRequestException">It is larger than allowed.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext http)
    {
        try
        {
            return await JsonDocument.ParseAsync(http.Request.Body, ReaderOptions, http.RequestAborted);
        }
        catch (JsonException e)
        {
            throw new BadBodyException((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e);
        }
        catch (InvalidDataException e)
        {
            throw new BadBodyException(1, 1, e);
        }
    }

    public static Task WriteAsync(HttpContext http, int status, Action<Utf8JsonWriter> write, string mediaType = MediaType) =>
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

    public static async Task WriteAsync(HttpContext http, int status, ReadOnlyMemory<byte> body, string mediaType = MediaType)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }
}

/// <summary>The body is not JSON. Lines and columns count from 1.</summary>
internal sealed class BadBodyException(long line, long column, Exception cause) : Exception("The body is not valid JSON.", cause)
{
    public long Line { get; } = line;

    public long Column { get; } = column;
}
