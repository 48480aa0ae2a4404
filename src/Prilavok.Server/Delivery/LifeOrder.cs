using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>
/// What tells of an app itself (its subscription, its token, its installation) goes out in the order in which it happened, as
/// long as the service takes it: each first attempt waits for those before it. A service that refuses one, or is slow, holds
/// up the others no longer than one attempt may take.
/// </summary>
internal sealed class LifeOrder(IStorage storage, ILaneStore lanes, LaneSignal signal, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    /// <summary>How often to look without having been told: another node may send what came before.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private static readonly Channel[] Life = [.. Enum.GetValues<Channel>().Where(Channels.IsAboutInstallation)];

    /// <summary>Returns at once but for the channels it is about.</summary>
    /// <param name="seq">The event about to be told.</param>
    public async Task WaitAsync(ClaimedLane lane, long seq, CancellationToken ct)
    {
        if (!Channels.IsAboutInstallation(lane.Key.Channel) || lane.Failures > 0)
        {
            return;
        }

        var started = clock.GetTimestamp();
        while (true)
        {
            var settled = signal.Settled;
            var left = options.Value.Timeout - clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !await IsSomethingAheadAsync(lane.Key, seq, ct))
            {
                return;
            }

            await settled.WaitAsync(left < LookAgain ? left : LookAgain, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
        }
    }

    private Task<bool> IsSomethingAheadAsync(LaneKey key, long seq, CancellationToken ct) => storage.ReadAsync(
        async s =>
        {
            foreach (var channel in Life.Where(channel => channel != key.Channel))
            {
                if (await lanes.FindAsync(s, key with { Channel = channel, Parked = 0 }) is { Paused: false, Failures: 0, DueAt: not null } other
                    && other.Cursor < seq - 1)
                {
                    return true;
                }
            }

            return false;
        },
        ct);
}
