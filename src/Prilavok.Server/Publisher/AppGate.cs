using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Publisher;

/// <summary>The app a call is about, and how far the caller reaches.</summary>
/// <param name="OwnerId">Only this owner, whose cloud token the caller has; null for the app's publisher.</param>
/// <param name="Grant">What the caller's token opens.</param>
internal sealed record AppCaller(App App, string? OwnerId, Grant Grant);

/// <summary>
/// The two prefixes of the publisher API: that of 2018 and today's. Publishers reach their own apps, cloud tokens the one they
/// were made for; every other app does not exist.
/// </summary>
internal sealed class AppGate(IStorage storage, IApps apps, Guard guard)
{
    public const string Former = "/apps";
    public const string Present = "/api/apps";

    private static readonly (string Root, string Name)[] Families = [(Former, "apps"), (Present, "api.apps")];

    /// <summary>How each prefix names its routes.</summary>
    public static IEnumerable<Func<string, string>> RouteNames =>
        Families.Select(family => (Func<string, string>)(name => NameOf(family.Name, name)));

    /// <param name="pattern">After the app's id.</param>
    /// <param name="name">Unique among the routes.</param>
    /// <param name="right">What a cloud token needs; null keeps cloud tokens out.</param>
    public void Map(
        IEndpointRouteBuilder app, HttpMethod method, string pattern, string name, string? right, Func<HttpContext, AppCaller, Task> handler) =>
        MapAll(app, method, "/{appId}" + pattern, name, right, async (http, grant) =>
        {
            if (await storage.ReadAsync(s => apps.FindAsync(s, http.RouteText("appId")), http.RequestAborted) is { } found
                && Reaches(grant, found))
            {
                await handler(http, new AppCaller(found, (grant as Grant.OfApp)?.OwnerId, grant));
            }
            else
            {
                await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            }
        });

    /// <summary>As <see cref="Map"/>, for what is about no single app.</summary>
    public void MapAll(
        IEndpointRouteBuilder app, HttpMethod method, string pattern, string name, string? right, Func<HttpContext, Grant, Task> handler)
    {
        foreach (var (root, family) in Families)
        {
            var route = app.MapMethods(root + pattern, [method.Method], guard.PublisherOrApp(right, handler)).WithName(NameOf(family, name));
            if (right is not null)
            {
                route.WithMetadata(new RequiredRight(right));
            }
        }
    }

    public static bool Reaches(Grant grant, App app) => grant switch
    {
        Grant.OfPublisher publisher => app.PublisherId == publisher.PublisherId,
        Grant.OfApp own => string.Equals(app.Id, own.AppId, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static string NameOf(string family, string name) => $"{family}.{name}";
}
