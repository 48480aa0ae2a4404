using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Callers;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>Whom a route lets in.</summary>
public enum DoorKind
{
    Anybody,

    /// <summary>Apps in an owner's account: REST v1 and v2.</summary>
    App,

    /// <summary>Publishers, and apps that hold the right: the publisher API.</summary>
    PublisherOrApp,

    Owner,
    Publisher,

    /// <summary>Whoever logged in, whatever they are.</summary>
    Person,

    Administrator,
    Terminal,
    Sandbox,
}

/// <param name="Right">What an app must hold; null where no right opens it.</param>
public sealed record Door(DoorKind Kind, string? Right)
{
    private static readonly string[] ForAnybody =
    [
        "oauth.token", "images.read", "healthz", "readyz", "metrics", "terminal.activate", "manage.login", "manage.register",
        "manage.passwordReset.begin", "manage.passwordReset.complete",
    ];

    /// <summary>An app sees its own tasks there, whatever it may do otherwise.</summary>
    private static readonly string[] ForAnyApp = ["v2.bulks.list", "v2.bulks.find"];

    private static readonly string[] ForPublishersAlone =
    [
        "apps.installations.list", "apps.installations.find", "apps.installations.token", "apps.deployments.list", "apps.deployments.find",
        "apps.hooks.list", "apps.hooks.find", "apps.hooks.create", "apps.hooks.replace", "apps.hooks.change", "apps.hooks.remove",
    ];

    /// <summary>The door of a route. One that needs no right must be named above; every other must say its right.</summary>
    public static Door Of(RouteEndpoint route)
    {
        var (name, path) = (route.Name(), route.RoutePattern.RawText!);
        var right = route.Metadata.GetMetadata<RequiredRight>()?.Right;
        var isDescription = route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is { ExcludeFromDescription: true };
        if (isDescription || ForAnybody.Contains(name))
        {
            Assert.Null(right);
            return new(DoorKind.Anybody, null);
        }

        var kind = path.Split('/')[1] switch
        {
            "terminal" => DoorKind.Terminal,
            "sandbox" => DoorKind.Sandbox,
            "manage" => path.Split('/')[3] switch
            {
                "apps" or "deliveries" => DoorKind.Publisher,
                "accounts" or "backup" or "keys" => DoorKind.Administrator,
                "owners" => DoorKind.Owner,
                _ => DoorKind.Person,
            },
            "apps" => DoorKind.PublisherOrApp,
            "api" when path.StartsWith("/api/apps", StringComparison.Ordinal) => DoorKind.PublisherOrApp,
            _ => DoorKind.App,
        };
        if (kind is DoorKind.App or DoorKind.PublisherOrApp)
        {
            var needsNone = ForAnyApp.Contains(name) || ForPublishersAlone.Contains(name.Replace("api.", "", StringComparison.Ordinal));
            Assert.True(right is null == needsNone, $"{route} needs {right ?? "no right"}: say so in the route, or name it among those without one.");
        }
        else
        {
            Assert.Null(right);
        }

        return new(kind, right);
    }
}

internal static class RouteNames
{
    /// <summary>Of the route, or its path when it has none.</summary>
    public static string Name(this RouteEndpoint route) =>
        route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? route.RoutePattern.RawText!;
}
