using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Prilavok.Bench.Durability;

/// <summary>The service of every owner: keeps what arrived under which id, and looks whether any lane is sent twice at a time.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ArrivedLane> _lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _overlaps = new();
    private readonly WebApplication _app;
    private readonly Random _random;
    private readonly Lock _lock = new();
    private long _lastArrival;
    private TimeSpan _longestGap;

    private Receiver(int seed)
    {
        _random = new Random(seed);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public string Url => _app.Urls.Single();

    /// <summary>By owner and path.</summary>
    public IReadOnlyDictionary<string, ArrivedLane> Lanes => _lanes;

    /// <summary>Requests of one lane that came while another of the same lane was not yet answered.</summary>
    public IReadOnlyCollection<string> Overlaps => _overlaps;

    /// <summary>Requests that were taken although they had been taken before.</summary>
    public int Repeated => _lanes.Values.Sum(lane => lane.Repeated);

    /// <summary>Documents that came after one that the same terminal sold later.</summary>
    public int OutOfOrder => _lanes.Values.Sum(lane => lane.OutOfOrder);

    /// <summary>Refuses everything while it is true.</summary>
    public bool IsDown { get; set; }

    /// <summary>The longest time in which nothing arrived, once something had.</summary>
    public TimeSpan LongestGap
    {
        get
        {
            lock (_lock)
            {
                return _longestGap;
            }
        }
    }

    public static async Task<Receiver> StartAsync(int seed)
    {
        var receiver = new Receiver(seed);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var owner = http.Request.Headers["X-Evotor-User-Id"].ToString();
        var lane = _lanes.GetOrAdd($"{owner} {http.Request.Path}", static name => new ArrivedLane(name));
        if (!lane.Enter())
        {
            _overlaps.Enqueue($"{lane.Name}: {http.Request.Headers["webhook-id"]}");
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            await Task.Delay(Pause(), TimeProvider.System, http.RequestAborted);
            if (IsDown)
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            lane.Take(http.Request.Headers["webhook-id"].ToString(), IdsOf(body.RootElement));
            Arrived();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or JsonException or BadHttpRequestException)
        {
            http.Abort(); // Whoever sent it is gone.
        }
        finally
        {
            lane.Leave(); // Before the answer goes out: what comes after it may be there at once.
        }
    }

    /// <summary>Now and then long enough to be found under way by a kill.</summary>
    private TimeSpan Pause()
    {
        lock (_lock)
        {
            return TimeSpan.FromMilliseconds(_random.Next(25) == 0 ? _random.Next(50, 250) : _random.Next(8));
        }
    }

    private void Arrived()
    {
        lock (_lock)
        {
            var now = Stopwatch.GetTimestamp();
            if (_lastArrival != 0 && Stopwatch.GetElapsedTime(_lastArrival, now) is var gap && gap > _longestGap)
            {
                _longestGap = gap;
            }

            _lastArrival = now;
        }
    }

    /// <summary>Documents, stores and the like come as an array, receipts one by one; what tells of the installation has no id.</summary>
    private static List<string> IdsOf(JsonElement body) => body.ValueKind == JsonValueKind.Array
        ? [.. body.EnumerateArray().Select(told => told.GetProperty("uuid").GetString()!)]
        : body.TryGetProperty("data", out var data) && data.TryGetProperty("id", out var id) ? [id.GetString()!] : [];
}
