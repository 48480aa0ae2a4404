using System.Collections.Concurrent;
using Prilavok.Core.Access;
using Prilavok.Core.Owners;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>Lets calls to the REST API go wrong as their owner's chaos wants it. Calls are counted here, in this process.</summary>
internal sealed class ApiMishaps(RateLimits limits, TimeProvider clock)
{
    /// <summary>Bounds the memory; beyond it, counting starts anew.</summary>
    private const int MostOwners = 10_000;

    /// <summary>Seconds until a call that was refused may come again.</summary>
    private const int Pause = 1;

    private readonly ConcurrentDictionary<string, Counter> _calls = new(StringComparer.Ordinal);

    /// <returns>True when the call was answered and is over.</returns>
    public async ValueTask<bool> HappenAsync(HttpContext http, Grant.OfApp app)
    {
        if (app.Chaos is not { } chaos)
        {
            return false;
        }

        var call = NextOf(app.OwnerId, chaos);
        if (chaos.Api.LatencyMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(chaos.Api.LatencyMs * chaos.Roll("latency", call)), clock, http.RequestAborted);
        }

        var status = chaos.Roll("429", call) < chaos.Api.Rate429 ? StatusCodes.Status429TooManyRequests
            : chaos.Roll("500", call) < chaos.Api.Rate500 ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status200OK;
        if (status == StatusCodes.Status200OK)
        {
            return false;
        }

        if (status == StatusCodes.Status429TooManyRequests)
        {
            limits.Exhaust(http, Pause);
        }

        await Faults.TellAsync(http, status, null);
        return true;
    }

    /// <summary>Counting starts anew when the chaos is another.</summary>
    private long NextOf(string ownerId, Chaos chaos)
    {
        if (_calls.Count >= MostOwners)
        {
            _calls.Clear();
        }

        var counter = _calls.AddOrUpdate(ownerId, _ => new Counter(chaos), (_, known) => known.Chaos == chaos ? known : new Counter(chaos));
        return counter.Next();
    }

    private sealed class Counter(Chaos chaos)
    {
        private long _calls;

        public Chaos Chaos => chaos;

        public long Next() => Interlocked.Increment(ref _calls);
    }
}
