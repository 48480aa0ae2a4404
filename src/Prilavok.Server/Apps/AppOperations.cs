using Prilavok.Contracts.Manage;
using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;
using Version = Prilavok.Contracts.Manage.Version;

namespace Prilavok.Server.Apps;

/// <summary>A publisher's own app: its settings and its deliveries.</summary>
internal static class AppOperations
{
    private const string Tag = "Publisher";

    public static IEnumerable<Operation> All { get; } = new[]
    {
        new Operation("manage.publisher.apps", Tag, "Lists the apps of the publisher").Answers200<ItemList<AppSettings>>(),
        new Operation("manage.app.register", Tag, "Makes an app with a draft of its first version").Takes<NewApp>()
            .Answer<AppSettings>(StatusCodes.Status201Created),
        new Operation("manage.app.find", Tag, "Tells the settings of an app").Answers200<AppSettings>(),
        new Operation("manage.app.change", Tag, "Changes the settings of an app")
            .With("Of a sandbox's app those in force, at once; of another app those of the newest version that can be edited.")
            .Takes<AppSettingsChange>().Answers200<AppSettings>().RefusesAs<VersionProblem>(StatusCodes.Status409Conflict),
        new Operation("manage.app.rotate", Tag, "Gives an app a new key to sign with; the one before signs beside it for a while")
            .Answers200<AppSettings>().RefusesAs<VersionProblem>(StatusCodes.Status409Conflict),
        new Operation("manage.app.audit", Tag, "Tells who changed the settings of an app").Answers200<ItemList<SettingsAuditEntry>>(),
        new Operation("manage.app.lanes", Tag, "Tells how far the webhooks of an app have come")
            .Asks<string>("ownerId", "Only of this owner.")
            .Asks<string>("channel", "Only of this kind of webhooks, as receipts.")
            .Asks<string>("cursor", "The next of the answer before.")
            .Answers200<Lanes>(),
        new Operation("manage.lane.pause", Tag, "Stops a lane; what happens meanwhile waits").Answers200<Lane>(),
        new Operation("manage.lane.resume", Tag, "Lets a lane go on where it was").Answers200<Lane>(),
        new Operation("manage.lane.probe", Tag, "Makes one attempt at once, whatever the lane waits for").Answers200<Lane>(),
        new Operation("manage.delivery", Tag, "Tells one delivery whole: request, attempts, and why").Answers200<WholeDelivery>(),
        new Operation("manage.app.stream", Tag, "Tells of attempts to deliver webhooks as they are made, or has the caller answer them")
            .With("Server-sent events: `open`; `attempt` with a LiveAttempt; with forward=true `request` with a LiveRequest; a comment every 15 "
                + "seconds. "
                + "With the header Last-Event-ID it goes on behind that event.")
            .Asks<string>("ownerId", "Only of this owner.")
            .Asks<string>("channel", "Only of this kind of webhooks, as receipts.")
            .Asks<bool>("forward", "The caller stands in for the service: requests come here and not to the addresses of the app.")
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests)
            .Answers200<LiveEvent>(MediaTypes.Events),
        new Operation("manage.app.stream.answer", Tag, "Answers a request that came through a stream").Takes<LiveAnswer>()
            .AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("manage.replays.start", Tag, "Has webhooks sent once more, or counts those that would be").Takes<ReplayOrder>()
            .Answer<Replay>(StatusCodes.Status202Accepted),
        new Operation("manage.replays.list", Tag, "Lists the replays of an app, the newest first").Answers200<ItemList<Replay>>(),
        new Operation("manage.replays.find", Tag, "Tells how far a replay has come").Answers200<Replay>(),
        new Operation("manage.replays.stop", Tag, "Stops a replay").AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("manage.app.deliveries", Tag, "Lists the attempts to deliver webhooks, the newest first; what waits; what was given up")
            .Asks<string>("ownerId", "Only of this owner.")
            .Asks<string>("channel", "Only of this kind of webhooks, as receipts.")
            .Asks<string>("documentId", "Only of this document.")
            .Asks<string>("storeId", "Only about things of this store.")
            .Asks<string>("deviceId", "Only about this terminal, and what it brought.")
            .Asks<string>("employeeId", "Only about this employee.")
            .Asks<string>("roleId", "Only about this role.")
            .Asks<string>("productId", "Only about this product.")
            .Asks<string>("subscriptionId", "Only about this subscription.")
            .Asks<string>("type", "Only about documents or events of this type, as SELL.")
            .Asks<string>("number", "Only about documents of this number.")
            .Asks<string>("status", "delivered, failed, queued, dead, or the number of an HTTP status.")
            .Asks<DateTimeOffset>("since", "Made at or after, on the owner's clock.")
            .Asks<DateTimeOffset>("until", "Made before, on the owner's clock.")
            .Asks<string>("cursor", "The next of the answer before.")
            .Answers200<DeliveryAttempts>(),
    }.Concat(OfVersions()).Select(operation => operation.For("the app's publisher"));

    private static IEnumerable<Operation> OfVersions() =>
    [
        new Operation("manage.versions.list", Tag, "Lists the versions of an app, the first one first").Answers200<ItemList<Version>>(),
        new Operation("manage.versions.create", Tag, "Makes a draft of another version")
            .With("It begins as the published version is, or as the newest when none is published.")
            .Answer<Version>(StatusCodes.Status201Created).RefusesAs<VersionProblem>(StatusCodes.Status409Conflict),
        new Operation("manage.versions.find", Tag, "Tells one version of an app").Answers200<Version>(),
        new Operation("manage.versions.change", Tag, "Changes the settings of a version; one in testing becomes a draft again")
            .Takes<AppSettingsChange>().Answers200<Version>().RefusesAs<VersionProblem>(StatusCodes.Status409Conflict),
        Move("test", "Puts a draft to the test: testers can install it"),
        Move("review", "Sends a version in testing to review"),
        Move("withdraw", "Makes a draft again of what is in testing, in review or approved"),
        Move("approve", "Approves a version in review, in a sandbox").Refuses(StatusCodes.Status403Forbidden),
        Move("remark", "Sends a version in review back to its publisher, in a sandbox").Takes<ReviewRemarks>()
            .Refuses(StatusCodes.Status403Forbidden),
        Move("publish", "Publishes an approved version; the one published so far is archived"),
        Move("archive", "Gives a version up that is not published; it does not come back"),
        new Operation("manage.testers.list", Tag, "Lists the owners who see an app before it is published").Answers200<Testers>(),
        new Operation("manage.testers.replace", Tag, "Chooses the owners who see an app before it is published").Takes<Testers>()
            .Answers200<Testers>(),
    ];

    private static Operation Move(string name, string summary) => new Operation("manage.versions." + name, Tag, summary)
        .Answers200<Version>().RefusesAs<VersionProblem>(StatusCodes.Status409Conflict);
}
