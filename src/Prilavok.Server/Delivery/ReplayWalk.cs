using System.Runtime.CompilerServices;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;

namespace Prilavok.Server.Delivery;

/// <param name="Events">To be told.</param>
/// <param name="End">All up to this one have been looked at.</param>
internal readonly record struct ReplayStep(IReadOnlyList<Event> Events, long End);

/// <summary>Walks over the events that a replay is about, a few at a time: counting them and sending them see the same.</summary>
internal sealed class ReplayWalk(IStorage storage, IEventLog log, IApps apps, IInstallations installations, Packer packer)
{
    private const int AtATime = 200;

    /// <returns>The events to be told, in the order of the log; of a step there may be none.</returns>
    public async IAsyncEnumerable<ReplayStep> StepsAsync(
        ReplayOrder order, ReplayLane lane, [EnumeratorCancellation] CancellationToken ct)
    {
        var channel = lane.Key.Channel;
        if (await AppOfAsync(lane.Key, ct) is not { } own || !own.Settings.Urls.ContainsKey(channel))
        {
            yield break;
        }

        for (var cursor = await StartAsync(order, lane, ct); cursor < lane.End;)
        {
            var read = await storage.ReadAsync(s => log.ReadAsync(s, lane.Key.OwnerId, cursor, Channels.KindOf(channel), AtATime), ct);
            var meant = read.Where(e => e.Seq <= lane.End && e.At >= order.Since && !(e.At >= order.Until)
                && (!order.OnlyFailed || lane.HasFailed(e.Seq)) && packer.Concerns(channel, own.Id, e)).ToList();
            cursor = read is [.., var last] && last.At >= order.Until ? lane.End : Math.Min(read.End, lane.End);
            yield return new ReplayStep(meant, cursor);
            if (read.Head == 0)
            {
                yield break; // The owner is gone.
            }

            if (read.IsAtEnd && cursor < lane.End)
            {
                throw new InvalidOperationException("The log cannot be seen as far as it went when the replay was made.");
            }
        }
    }

    /// <summary>The app as the owner of the lane has it.</summary>
    /// <returns>Null when nothing is told: of an owner who no longer has the app, only what tells of the app itself is sent.</returns>
    public Task<App?> AppOfAsync(LaneKey key, CancellationToken ct) => storage.ReadAsync(
        async s =>
        {
            var installation = await installations.FindAsync(s, key.OwnerId, key.AppId);
            return installation is null && !Channels.IsAboutInstallation(key.Channel) ? null : await apps.FindAsync(s, key.AppId, installation);
        },
        ct);

    /// <summary>Time runs forward along the log, so its first event is found by halving.</summary>
    private async Task<long> StartAsync(ReplayOrder order, ReplayLane lane, CancellationToken ct)
    {
        var (before, after) = (lane.StartOf(order), lane.End + 1);
        while (after - before > AtATime)
        {
            var middle = before + ((after - before) / 2);
            var found = await storage.ReadAsync(s => log.ReadAsync(s, lane.Key.OwnerId, middle - 1, null, 1), ct);
            if (found is [var e] && e.At < order.Since)
            {
                before = middle;
            }
            else
            {
                after = middle;
            }
        }

        return before;
    }
}
