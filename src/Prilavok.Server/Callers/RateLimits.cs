using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using Prilavok.Core.Access;

namespace Prilavok.Server.Callers;

/// <summary>Counts the calls of each token to each address, and says in three headers how many are left.</summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    /// <summary>Bounds the memory; beyond it, counting starts anew, in favour of the callers.</summary>
    private const int MostWindows = 100_000;

    private readonly ConcurrentDictionary<(string OwnerId, string CallerId, string Path), Window> _windows = new();
    private readonly int _requests = options.Value.Requests;
    private readonly string _limit = options.Value.Requests.ToString(CultureInfo.InvariantCulture);
    private readonly long _length = options.Value.Window.Ticks;

    /// <returns>False when the call is one too many.</returns>
    public bool TryTake(HttpContext http, Grant.OfApp app) => TryTake(http, app.OwnerId, app.AppId);

    /// <returns>False when the call is one too many.</returns>
    public bool TryTake(HttpContext http, Grant.OfPublisher publisher) => TryTake(http, "", publisher.PublisherId);

    private bool TryTake(HttpContext http, string ownerId, string callerId)
    {
        var now = clock.GetUtcNow().UtcTicks;
        var (used, left) = WindowOf((ownerId, callerId, http.Request.Path.Value ?? ""), now).Take(now, _length);
        var seconds = (left + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
        if (used > _requests)
        {
            Exhaust(http, seconds);
            return false;
        }

        Tell(http.Response.Headers, _requests - used, seconds.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>The headers of a call that is one too many.</summary>
    /// <param name="seconds">Until the next may come.</param>
    public void Exhaust(HttpContext http, long seconds)
    {
        var text = seconds.ToString(CultureInfo.InvariantCulture);
        Tell(http.Response.Headers, 0, text);
        http.Response.Headers.RetryAfter = text;
    }

    private void Tell(IHeaderDictionary headers, long left, string seconds)
    {
        headers["X-RateLimit-Limit"] = _limit;
        headers["X-RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = seconds;
    }

    private Window WindowOf((string OwnerId, string CallerId, string Path) key, long now)
    {
        if (_windows.TryGetValue(key, out var window))
        {
            return window;
        }

        if (_windows.Count >= MostWindows)
        {
            _windows.Clear();
        }

        return _windows.GetOrAdd(key, static (_, started) => new Window(started), now);
    }

    private sealed class Window(long started)
    {
        private readonly Lock _lock = new();
        private long _started = started;
        private long _used;

        /// <returns>Calls in this window with this one, and the ticks until the next window.</returns>
        public (long Used, long Left) Take(long now, long length)
        {
            lock (_lock)
            {
                if (now - _started >= length || now < _started)
                {
                    _started = now;
                    _used = 0;
                }

                return (++_used, _started + length - now);
            }
        }
    }
}
