using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Prilavok.Bench.Deliveries;

/// <summary>The services that are told, as light as they can be: each takes what comes at its path and answers 200 with nothing.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Endpoint[] _endpoints;
    private readonly WebApplication _app;

    private Sink(int endpoints)
    {
        _endpoints = [.. Enumerable.Range(0, endpoints).Select(_ => new Endpoint())];
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>Called with the endpoint's number when the head of a request is there.</summary>
    public Action<int>? Reached { get; set; }

    /// <summary>The endpoint that never answers; null when each does.</summary>
    public int? Silent { get; set; }

    /// <summary>Requests taken whole.</summary>
    public int Count => _endpoints.Sum(endpoint => endpoint.Count);

    /// <summary>Different <c>webhook-id</c>s among them.</summary>
    public int Different => _endpoints.Sum(endpoint => endpoint.Different);

    /// <summary>Bytes of the body of the last request.</summary>
    public long Length { get; private set; }

    public static async Task<Sink> StartAsync(int endpoints)
    {
        var sink = new Sink(endpoints);
        await sink._app.StartAsync();
        return sink;
    }

    public string UrlOf(int endpoint) => string.Create(CultureInfo.InvariantCulture, $"{_app.Urls.Single()}/{endpoint}");

    /// <summary>Until so many were told, repeats aside; looked at every few milliseconds.</summary>
    /// <exception cref="InvalidOperationException">Nothing has come for a while, and some are missing.</exception>
    public async Task ExpectAsync(int count, CancellationToken ct)
    {
        for (var (seen, since) = (Different, Stopwatch.GetTimestamp()); seen < count;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, ct);
            if (Different is var now && now > seen)
            {
                (seen, since) = (now, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(since) > Patience)
            {
                throw new InvalidOperationException($"{count - now} of {count} were never told.");
            }
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var number = int.Parse(http.Request.Path.Value.AsSpan(1), CultureInfo.InvariantCulture);
        Reached?.Invoke(number);
        if (number == Silent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        Length = http.Request.ContentLength ?? 0;
        _endpoints[number].Take(http.Request.Headers["webhook-id"].ToString());
        http.Response.ContentLength = 0;
    }

    private sealed class Endpoint
    {
        private readonly HashSet<Guid> _ids = [];
        private readonly Lock _lock = new();
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public int Different
        {
            get
            {
                lock (_lock)
                {
                    return _ids.Count;
                }
            }
        }

        public void Take(string id)
        {
            lock (_lock)
            {
                _count++;
                if (Guid.TryParse(id, out var parsed))
                {
                    _ids.Add(parsed);
                }
            }
        }
    }
}
