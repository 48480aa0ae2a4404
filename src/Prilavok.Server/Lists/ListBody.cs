using System.Buffers;
using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Lists;

/// <summary>The body of a list while it is written: held as long as it is small, sent on as it grows when it is not.</summary>
internal sealed class ListBody : IDisposable
{
    /// <summary>A larger list is not held: the memory of the process must not depend on the goods of a shop.</summary>
    private const int LargestHeld = 2 * 1024 * 1024;

    /// <summary>So much is held in any case.</summary>
    private const int Least = Http.Json.Piece;

    /// <summary>What is held beyond that, of all lists together; then they are sent on as they grow, however slowly they are read.</summary>
    private const long MostInAll = 8 * 1024 * 1024;

    private const int Step = 256 * 1024;

    private static long _heldInAll;

    private readonly HttpContext _http;
    private readonly string _mediaType;
    private readonly RenderedRows? _former;
    private readonly PooledBuffer _held;
    private readonly Dictionary<string, RenderedRow> _rows;
    private long _reserved;

    /// <param name="former">The same list when it was asked for before.</param>
    public ListBody(HttpContext http, string mediaType, RenderedRows? former = null)
    {
        _http = http;
        _mediaType = mediaType;
        _former = former;
        _rows = new Dictionary<string, RenderedRow>(former?.Count ?? 0, StringComparer.Ordinal);
        _held = new PooledBuffer((former?.Body.Length ?? 0) + (16 * 1024));
        Json = new Utf8JsonWriter(_held, Http.Json.WriterOptions);
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

    /// <summary>True when the row can be written without being read.</summary>
    public bool Knows(string id, long revision) => _former?.TryGet(id, revision, out _) == true;

    /// <summary>An item of an array that has nothing but such rows. What was rendered of the same revision is copied.</summary>
    public void WriteRow<T>(string id, long revision, T row, Action<Utf8JsonWriter, T> write)
    {
        var start = (int)(Json.BytesCommitted + Json.BytesPending) + (_rows.Count > 0 ? 1 : 0); // Behind the comma.
        if (_former?.TryGet(id, revision, out var bytes) == true)
        {
            Json.WriteRawValue(bytes.Span, skipInputValidation: true);
        }
        else
        {
            write(Json, row);
        }

        _rows[id] = new RenderedRow(revision, start, (int)(Json.BytesCommitted + Json.BytesPending) - start);
    }

    /// <summary>A copy that outlives the request.</summary>
    public RenderedRows Keep()
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Held.Length);
        Held.CopyTo(bytes);
        return new RenderedRows(bytes, _rows);
    }

    /// <summary>Between two items.</summary>
    public async ValueTask BreatheAsync()
    {
        var length = _held.WrittenCount + Json.BytesPending;
        if (length > LargestHeld || (length > Least + _reserved && !TryReserve()))
        {
            await SendAsync();
        }
    }

    public void Dispose()
    {
        Json.Dispose();
        _held.Dispose();
        Release();
    }

    /// <summary>Sends what is held.</summary>
    public async ValueTask SendAsync()
    {
        if (!IsSent)
        {
            _http.Response.ContentType = _mediaType;
            IsSent = true;
        }

        await Http.Json.WritePiecesAsync(_http, Held);
        _held.Clear(Least);
        Release();
    }

    /// <summary>What was sent in part has no need to be held.</summary>
    private bool TryReserve()
    {
        if (IsSent)
        {
            return false;
        }

        if (Interlocked.Add(ref _heldInAll, Step) > MostInAll)
        {
            Interlocked.Add(ref _heldInAll, -Step);
            return false;
        }

        _reserved += Step;
        return true;
    }

    private void Release()
    {
        Interlocked.Add(ref _heldInAll, -_reserved);
        _reserved = 0;
    }
}
