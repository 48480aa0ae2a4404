using System.Buffers;
using System.Text.Json;

namespace Prilavok.Server.Hosting;

/// <summary>The body of a list while it is written: held as long as it is small, sent on as it grows when it is not.</summary>
internal sealed class ListBody : IDisposable
{
    /// <summary>A larger list is not held: the memory of the process must not depend on the goods of a shop.</summary>
    private const int LargestHeld = 2 * 1024 * 1024;

    private readonly HttpContext _http;
    private readonly string _mediaType;
    private readonly ArrayBufferWriter<byte> _held = new(16 * 1024);

    public ListBody(HttpContext http, string mediaType)
    {
        _http = http;
        _mediaType = mediaType;
        Json = new Utf8JsonWriter(_held, Hosting.Json.WriterOptions);
    }

    /// <summary>For values; <see cref="Raw"/> takes bytes that are JSON already.</summary>
    public Utf8JsonWriter Json { get; }

    public IBufferWriter<byte> Raw => _held;

    /// <summary>True once a part of it was sent.</summary>
    public bool IsSent { get; private set; }

    public ReadOnlyMemory<byte> Held
    {
        get
        {
            Json.Flush();
            return _held.WrittenMemory;
        }
    }

    /// <summary>A short list, whole.</summary>
    public void WriteArray<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        Json.WriteStartArray();
        foreach (var item in items)
        {
            write(Json, item);
        }

        Json.WriteEndArray();
    }

    /// <summary>Between two items.</summary>
    public async ValueTask BreatheAsync()
    {
        if (_held.WrittenCount + Json.BytesPending > LargestHeld)
        {
            await SendAsync();
        }
    }

    public void Dispose() => Json.Dispose();

    /// <summary>Sends what is held.</summary>
    public async ValueTask SendAsync()
    {
        if (!IsSent)
        {
            _http.Response.ContentType = _mediaType;
            IsSent = true;
        }

        await _http.Response.BodyWriter.WriteAsync(Held, _http.RequestAborted);
        _held.ResetWrittenCount();
    }
}
