using Prilavok.Contracts;
using Prilavok.Contracts.Publisher;
using Prilavok.Contracts.V2;
using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Publisher;

/// <summary>The publisher API, whose every operation is under two prefixes.</summary>
internal static class PublisherOperations
{
    private const string Apps = "Apps";
    private const string Installations = "Installations";
    private const string Hooks = "Hooks";
    private const string Events = "Events";
    private const string Pushes = "Push notifications";

    public static IEnumerable<Operation> All { get; } =
    [
        new Operation("oauth.token", "Tokens", "Lets a publisher in").ForAnyone().Takes<OAuthGrant>(MediaTypes.Form)
            .With("The members may stand in the query instead.")
            .Answers200<OAuthToken>("application/json")
            .Refuses<Either<OAuthError, ErrorV2>>(StatusCodes.Status400BadRequest)
            .Refuses<OAuthError>(StatusCodes.Status401Unauthorized).Refuses<OAuthError>(StatusCodes.Status429TooManyRequests),
        .. AppGate.RouteNames.SelectMany(nameOf => Of(nameOf)),
    ];

    private static IEnumerable<Operation> Of(Func<string, string> nameOf) =>
        new[] { OfApps(nameOf), OfInstallations(nameOf), OfHooks(nameOf), OfMessages(nameOf) }
            .SelectMany(all => all)
            .Select(operation => operation.For("publishers"));

    private static IEnumerable<Operation> OfApps(Func<string, string> nameOf) =>
    [
        new Operation(nameOf("list"), Apps, "Lists the apps of the publisher").Filtered().Answers200<PageV2<PublishedApp>>(),
        new Operation(nameOf("find"), Apps, "Finds one app").Answers200<PublishedApp>(),
        new Operation(nameOf("versions.list"), Apps, "Lists the versions of an app").Filtered()
            .Answers200<PageV2<PublishedApp>>(),
        new Operation(nameOf("versions.find"), Apps, "Finds one version of an app").Answers200<PublishedApp>(),
    ];

    private static IEnumerable<Operation> OfInstallations(Func<string, string> nameOf) =>
    [
        new Operation(nameOf("installations.list"), Installations, "Lists the owners who have an app").InPages()
            .Answers200<PageV2<AppInstallation>>(),
        new Operation(nameOf("installations.find"), Installations, "Tells whether an owner has an app").Answers200<AppInstallation>(),
        new Operation(nameOf("installations.token"), Installations, "Issues a token for the account of an owner")
            .Answers200<InstallationToken>(),
        new Operation(nameOf("deployments.list"), Installations, "Lists the terminals of an owner that have an app")
            .Asks<IReadOnlyList<string>>("status", "Only of these statuses.").InPages().Answers200<PageV2<Deployment>>(),
        new Operation(nameOf("deployments.find"), Installations, "Tells whether a terminal has an app").Answers200<Deployment>(),
    ];

    private static IEnumerable<Operation> OfHooks(Func<string, string> nameOf) =>
    [
        new Operation(nameOf("hooks.list"), Hooks, "Lists the hooks of a version").InPages().Answers200<PageV2<Hook>>(),
        new Operation(nameOf("hooks.find"), Hooks, "Finds one hook").Answers200<Hook>(),
        new Operation(nameOf("hooks.create"), Hooks, "Makes a hook").Takes<HookWrite>().Answers200<Hook>(),
        new Operation(nameOf("hooks.replace"), Hooks, "Replaces a hook").Takes<HookWrite>().Answers200<Hook>(),
        new Operation(nameOf("hooks.change"), Hooks, "Changes a hook").Takes<HookChange>().Answers200<Hook>(),
        new Operation(nameOf("hooks.remove"), Hooks, "Removes a hook").AnswersEmpty(StatusCodes.Status204NoContent),
    ];

    private static IEnumerable<Operation> OfMessages(Func<string, string> nameOf) =>
    [
        new Operation(nameOf("events.list"), Events, "Lists what happened to the owners who have an app")
            .With($"With {MediaTypes.Stream} as the accepted type, events come one a line, as they happen.")
            .Asks<long>("since", "Since then, in unix milliseconds.")
            .Asks<long>("until", "Until then, in unix milliseconds.")
            .Asks<IReadOnlyList<string>>("type", "Only of these kinds: repeated, in a comma list, or both.")
            .InPages().Answers200<PageV2<AppEvent>>(),
        new Operation(nameOf("events.find"), Events, "Finds one event").Answers200<AppEvent>(),
        new Operation(nameOf("pushes.send"), Pushes, "Sends a message to terminals")
            .Takes<NewPush>().Answer<PushTask>(StatusCodes.Status202Accepted)
            .Refuses(StatusCodes.Status402PaymentRequired, StatusCodes.Status422UnprocessableEntity),
        new Operation(nameOf("pushes.sendToDevice"), Pushes, "Sends a message to one terminal")
            .Takes<NewPushToDevice>().Answer<PushTask>(StatusCodes.Status202Accepted)
            .Refuses(StatusCodes.Status402PaymentRequired, StatusCodes.Status422UnprocessableEntity),
        new Operation(nameOf("pushes.find"), Pushes, "Tells what became of a message").Answers200<PushTask>(),
    ];

    private static Operation Filtered(this Operation operation) => operation
        .Asks<IReadOnlyList<string>>("status", "Only of these statuses.")
        .Asks<IReadOnlyList<string>>("environment", "Only of these environments.")
        .InPages();
}
