using System.Globalization;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <param name="State">delivered, waiting, parked, dead or paused.</param>
/// <param name="Request">As it would be sent now; null when there is nothing to be sent any more.</param>
/// <param name="Why">In words, for a person.</param>
internal sealed record Story(
    LaneKey Lane, string State, Outgoing? Request, IReadOnlyList<Attempt> Attempts, DateTimeOffset? NextAttempt, IReadOnlyList<string> Why);

/// <summary>Tells of one delivery why it goes where it goes, and why it did or did not arrive.</summary>
internal sealed class DeliveryStory(
    IStorage storage, IEventLog log, IApps apps, IInstallations installations, ILaneStore lanes, IAttempts attempts, Packer packer)
{
    /// <returns>Null when nothing of this id was ever tried, or it is forgotten.</returns>
    public async Task<(App App, Story Story)?> FindAsync(Guid deliveryId, CancellationToken ct)
    {
        var tried = await storage.ReadAsync(s => attempts.OfDeliveryAsync(s, deliveryId), ct);
        if (tried is not [var (key, first), ..])
        {
            return null;
        }

        var installation = await storage.ReadAsync(s => installations.FindAsync(s, key.OwnerId, key.AppId), ct);
        if (await storage.ReadAsync(s => apps.FindAsync(s, key.AppId, installation), ct) is not { } app)
        {
            return null;
        }

        var (lane, parked, dead) = await storage.ReadAsync(
            async s => (
                await lanes.FindAsync(s, key),
                await lanes.FindAsync(s, key with { Parked = first.LastSeq }),
                await attempts.DeadAsync(s, app.Id, new AttemptQuery { OwnerId = key.OwnerId, Channel = key.Channel, Event = first.LastSeq }, 1)),
            ct);
        var made = tried.Select(one => one.Attempt).ToList();
        var request = await RequestAsync(key, app, installation, first, ct);

        var fate = new Fate(lane, parked, dead is [var letter, ..] ? letter : null);
        var state = fate.State(made.Exists(attempt => Fate.HasArrived(attempt, request)));
        return (app, new Story(key, state, request, made, (parked ?? lane)?.DueAt, [.. Why(app, installation, key, made, fate, state)]));
    }

    private async Task<Outgoing?> RequestAsync(LaneKey key, App app, Installation? installation, Attempt attempt, CancellationToken ct)
    {
        var count = (int)Math.Min(1000, attempt.LastSeq - attempt.FirstSeq + 1);
        var events = await storage.ReadAsync(s => log.ReadAsync(s, key.OwnerId, attempt.FirstSeq - 1, Channels.KindOf(key.Channel), count), ct);
        var lane = new ClaimedLane(key, 0, attempt.FirstSeq - 1, attempt.LastSeq, 0);
        return packer.Pack(
            lane, app, installation, [.. events.Where(e => e.Seq <= attempt.LastSeq)]) is { Fault: null } parcel ? parcel.Request : null;
    }

    private static IEnumerable<string> Why(App app, Installation? installation, LaneKey key, List<Attempt> made, Fate fate, string state)
    {
        var obstacle = DeliveryWords.Obstacle(app, installation, key.Channel);
        yield return obstacle ?? $"It goes to the address that the app has set as {DeliveryWords.SettingOf(key.Channel)}.";
        if (obstacle is null)
        {
            yield return Channels.IsAboutInstallation(key.Channel) || installation?.UserToken is null
                ? app.Settings.ServiceToken is null ? "It bears no token: the app has no service token." : "It bears the service token of the app."
                : "It bears the token that the service gave for this owner.";
        }

        var last = made[^1];
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{made.Count} {(made.Count == 1 ? "attempt was" : "attempts were")} made; the last one "
                + $"{last.Error ?? "arrived"}{(last.Error is null && state != "delivered" ? $" at {last.Url}" : "")}.");
        if (state == "dead" || (state != "delivered" && obstacle is null))
        {
            yield return DeliveryWords.Of(fate);
        }
    }
}
