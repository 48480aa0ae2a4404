using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.TerminalGateway;

/// <summary>
/// Leaves destinations alone for a while to which most connections fail. Counted by each process for itself, and for each owner apart: what
/// one does to a service closes it to nobody else.
/// </summary>
internal sealed class CircuitBreaker(IOptions<ProxyOptions> options, TimeProvider clock)
{
    /// <summary>Bounds the memory; beyond it, counting starts anew.</summary>
    private const int MostDestinations = 10_000;

    private readonly ConcurrentDictionary<DestinationKey, Destination> _destinations = new();

    /// <returns>How long the destination still rests; null when it may be called.</returns>
    public TimeSpan? RestOf(DestinationKey destination)
    {
        if (!_destinations.TryGetValue(destination, out var known))
        {
            return null;
        }

        lock (known)
        {
            var left = known.RestsUntil - clock.GetUtcNow();
            return left > TimeSpan.Zero ? left : null;
        }
    }

    public void Record(DestinationKey destination, bool isConnected)
    {
        if (_destinations.Count >= MostDestinations)
        {
            _destinations.Clear();
        }

        var known = _destinations.GetOrAdd(destination, _ => new Destination());
        var now = clock.GetUtcNow();
        lock (known)
        {
            known.Attempts.Enqueue((now, isConnected));
            known.Failed += isConnected ? 0 : 1;
            while (known.Attempts.TryPeek(out var oldest) && (now - oldest.At > options.Value.BreakerWindow || known.Attempts.Count > 1000))
            {
                known.Attempts.Dequeue();
                known.Failed -= oldest.IsConnected ? 0 : 1;
            }

            if (known.Attempts.Count >= options.Value.BreakerLeast && known.Failed * 2 > known.Attempts.Count)
            {
                known.RestsUntil = now + options.Value.BreakerPause;
                known.Attempts.Clear();
                known.Failed = 0;
            }
        }
    }

    private sealed class Destination
    {
        public Queue<(DateTimeOffset At, bool IsConnected)> Attempts { get; } = [];

        public int Failed { get; set; }

        public DateTimeOffset RestsUntil { get; set; }
    }
}

/// <summary>Where an owner's calls go. A door that is shut for one scheme or port may be open for another.</summary>
internal readonly record struct DestinationKey(string OwnerId, string Scheme, string Host, int Port)
{
    public static DestinationKey Of(string ownerId, Uri url) => new(ownerId, url.Scheme, url.IdnHost, url.Port);
}
