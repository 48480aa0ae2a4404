using Microsoft.AspNetCore.Http.Features;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>Lets a publisher in to the app the path names. Another's app is told to be unknown.</summary>
internal sealed class OwnAppGate(IStorage storage, IApps apps, Guard guard)
{
    public const string Root = "/manage/v1/apps/{appId}";

    /// <summary>With them one sends a service signed notifications in the name of this cloud: a token that only reads does not get them.</summary>
    public static bool ShowsSecrets(HttpContext http) => http.Features.GetRequiredFeature<Grant.OfPerson>().Allows("app" + Scopes.Write);

    public RequestDelegate Open(Func<HttpContext, App, Task> handler) => guard.Publisher(async (http, publisher) =>
    {
        var app = await storage.ReadAsync(s => apps.FindAsync(s, http.RouteText("appId")), http.RequestAborted);
        await (app?.PublisherId == publisher.PublisherId ? handler(http, app) : Problem.NotFoundAsync(http, "app"));
    });
}
