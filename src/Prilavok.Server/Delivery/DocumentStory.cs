using System.Globalization;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Server.Partners;
using Prilavok.Server.Rendering;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Delivery;

/// <summary>Tells of one document why it did or did not reach an app, though it may never have been sent.</summary>
internal sealed class DocumentStory(
    IStorage storage, IEventLog log, IApps apps, IInstallations installations, ILaneStore lanes, IAttempts attempts, Packer packer)
{
    private const int MostAttempts = 1000;

    private static readonly Channel[] AboutDocuments = [Channel.Documents, Channel.Receipts];

    /// <param name="seq">The event of its last version; null when nobody who has the app has such a document.</param>
    public async Task<IReadOnlyList<string>> FindAsync(App app, string ownerId, long? seq, CancellationToken ct)
    {
        var (installation, found) = seq is not { } number ? (null, null) : await storage.ReadAsync(
            async s => (
                await installations.FindAsync(s, ownerId, app.Id),
                await log.ReadAsync(s, ownerId, number - 1, EventKind.Document, 1)),
            ct);
        if (found is not [var e, ..] || e.Seq != seq)
        {
            return ["No owner who has the app has a document of this id: it was never brought, or the owner has removed the app."];
        }

        var own = await storage.ReadAsync(s => apps.FindAsync(s, app.Id, installation), ct) ?? app;
        var told = new List<string>();
        foreach (var channel in AboutDocuments)
        {
            told.AddRange((await OfChannelAsync(own, installation, channel, e, ct)).Select(sentence => $"{Channels.NameOf(channel)}: {sentence}"));
        }

        return told;
    }

    private async Task<IReadOnlyList<string>> OfChannelAsync(App app, Installation? installation, Channel channel, Event e, CancellationToken ct)
    {
        if (!e.IsFor(app.Id))
        {
            return ["It was told to another app alone."]; // Those beside it in a request may have been told to this one.
        }

        var query = new AttemptQuery { OwnerId = e.OwnerId, Channel = channel, Event = e.Seq };
        var (tried, dead, waiting) = await storage.ReadAsync(
            async s => (
                await attempts.ListAsync(s, app.Id, query, MostAttempts),
                await attempts.DeadAsync(s, app.Id, query, 1),
                await lanes.ListAsync(s, new LaneQuery(app.Id) { OwnerId = e.OwnerId, Channel = channel, Event = e.Seq, IsQueued = true }, 2)),
            ct);
        var request = packer.Pack(new ClaimedLane(new LaneKey(e.OwnerId, app.Id, channel), 0, e.Seq - 1, null, 0), app, installation,
            [e]) is { Fault: null } parcel ? parcel.Request : null;
        var made = tried.Select(one => one.Attempt).ToList();
        var told = Elsewhere(made, request).ToList();
        if (made.Find(attempt => Fate.HasArrived(attempt, request)) is { } arrived)
        {
            told.Add(Text($"It arrived at {Instants.FormatZ(arrived.At)}, with attempt {arrived.Number}, as delivery {arrived.DeliveryId}."));
            return told;
        }

        if (made.FindAll(attempt => attempt.Error is not null) is [var last, ..] failed)
        {
            var have = failed.Count == 1 ? "attempt has" : "attempts have";
            told.Add(Text($"{failed.Count} {have} failed; the last one {last.Error}, as delivery {last.DeliveryId}."));
        }

        told.Add(Reason(app, installation, channel, e, new Fate(
            waiting.FirstOrDefault(lane => lane.Key.Parked == 0), waiting.FirstOrDefault(lane => lane.Key.Parked != 0),
            dead is [var letter, ..] ? letter : null), made.Count == 0));
        return told;
    }

    private static string Reason(App app, Installation? installation, Channel channel, Event e, Fate fate, bool isUntried)
    {
        if (channel == Channel.Receipts && Packer.TypeOf(e) is { } type && !ReceiptWriterV2.Covers(type))
        {
            return $"Only SELL and PAYBACK are told as receipts; this is {type}.";
        }

        if (fate.Dead is null && DeliveryWords.Obstacle(app, installation, channel) is { } obstacle)
        {
            return obstacle;
        }

        if (fate.Dead is not null || fate.Parked is not null)
        {
            return DeliveryWords.Of(fate);
        }

        return fate.Lane is { } lane
            ? (isUntried && e.Seq - lane.Cursor > 1 && !lane.Leased ? Text(
                $"It waits behind what happened before it: the lane has come to event {lane.Cursor}, it is event {e.Seq}. ") : "")
                + DeliveryWords.Of(fate)
            : Passed(installation!, e);
    }

    /// <summary>The lane is behind it, and nothing is known of an attempt.</summary>
    private static string Passed(Installation installation, Event e) =>
        e.At < installation.CreatedAt ? "It happened before the owner installed the app: what was there before is asked for over REST."
        : "Nothing was sent, as the app had no address for it then; or it was longer ago than attempts are kept.";

    private static IEnumerable<string> Elsewhere(List<Attempt> made, Outgoing? request) => made
        .Where(attempt => attempt.Error is null && !Fate.HasArrived(attempt, request))
        .Select(attempt => Text($"A replay took it to {attempt.Url} at {Instants.FormatZ(attempt.At)}."));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
