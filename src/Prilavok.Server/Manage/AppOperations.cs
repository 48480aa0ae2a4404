using Prilavok.Contracts.Manage;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Manage;

/// <summary>A publisher's own app: its settings and its deliveries.</summary>
internal static class AppOperations
{
    private const string Tag = "Publisher";

    public static IEnumerable<Operation> All { get; } = new[]
    {
        new Operation("manage.app.find", Tag, "Tells the settings of an app").Answers200<AppSettings>(),
        new Operation("manage.app.change", Tag, "Changes the settings of an app").Takes<AppSettingsChange>().Answers200<AppSettings>(),
        new Operation("manage.app.rotate", Tag, "Gives an app a new key to sign with; the one before signs beside it for a while")
            .Answers200<AppSettings>(),
        new Operation("manage.app.audit", Tag, "Tells who changed the settings of an app").Answers200<ItemList<SettingsAuditEntry>>(),
        new Operation("manage.app.lanes", Tag, "Tells how far the webhooks of an app have come").Answers200<ItemList<Lane>>(),
        new Operation("manage.lane.pause", Tag, "Stops a lane; what happens meanwhile waits").Answers200<Lane>(),
        new Operation("manage.lane.resume", Tag, "Lets a lane go on where it was").Answers200<Lane>(),
        new Operation("manage.lane.probe", Tag, "Makes one attempt at once, whatever the lane waits for").Answers200<Lane>(),
        new Operation("manage.delivery", Tag, "Tells one delivery whole: request, attempts, and why").Answers200<WholeDelivery>(),
        new Operation("manage.replays.start", Tag, "Has webhooks sent once more, or counts those that would be").Takes<ReplayOrder>()
            .Answer<Replay>(StatusCodes.Status202Accepted),
        new Operation("manage.replays.list", Tag, "Lists the replays of an app, the newest first").Answers200<ItemList<Replay>>(),
        new Operation("manage.replays.find", Tag, "Tells how far a replay has come").Answers200<Replay>(),
        new Operation("manage.replays.stop", Tag, "Stops a replay").AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("manage.app.deliveries", Tag, "Lists the attempts to deliver webhooks, the newest first; what waits; what was given up")
            .Asks<string>("ownerId", "Only of this owner.")
            .Asks<string>("channel", "Only of this kind of webhooks, as receipts.")
            .Asks<string>("documentId", "Only of this document.")
            .Asks<string>("status", "delivered, failed, queued, dead, or the number of an HTTP status.")
            .Asks<DateTimeOffset>("since", "Made at or after, on the owner's clock.")
            .Asks<DateTimeOffset>("until", "Made before, on the owner's clock.")
            .Asks<string>("cursor", "The next of the answer before.")
            .Answers200<DeliveryAttempts>(),
    }.Select(operation => operation.For("the app's publisher"));
}
