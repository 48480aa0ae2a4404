using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>Lets a publisher in to the app the path names. Another's app is told to be unknown.</summary>
internal sealed class OwnAppGate(IStorage storage, IApps apps, Guard guard)
{
    public const string Root = "/manage/v1/apps/{appId}";

    public RequestDelegate Open(Func<HttpContext, App, Task> handler) => guard.Publisher(async (http, publisher) =>
    {
        var app = await storage.ReadAsync(s => apps.FindAsync(s, http.RouteText("appId")), http.RequestAborted);
        await (app?.PublisherId == publisher.PublisherId ? handler(http, app) : Problem.NotFoundAsync(http, "app"));
    });
}
