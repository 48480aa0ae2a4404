using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Installations;

/// <summary>That an app is in an account, with everything that hangs on it: its cloud token, its lanes, what is told of it.</summary>
public sealed class KeepInstallations(
    IInstallations installations, ITokens tokens, ILaneStore lanes, IEventLog log, TellAccount tell, OwnerCaches caches)
{
    /// <summary>Records the app with a new cloud token and opens its lanes. Nobody is told.</summary>
    /// <param name="terminals">Those it is on; null is all.</param>
    public async Task<Installation> AddAsync(IOwnerWork work, App app, Secret? userToken, bool partnerBills, IReadOnlyList<string>? terminals = null)
    {
        var settings = app.Settings;
        var token = Ids.NewTokenUuid();
        var installation = new Installation(
            work.OwnerId, app.Id, token, userToken, settings.Rights ?? Rights.All, partnerBills, work.Now)
        {
            Terminals = terminals,
            Version = app.Version.Number,
            Revision = app.Version.Revision,
        };
        var bearer = new TokenBearer(TokenKind.Cloud, work.OwnerId, app.Id);
        await tokens.RemoveAllAsync(work, bearer);
        await tokens.AddAsync(work, Ids.HashOf(token), bearer, work.Now);
        await installations.SaveAsync(work, installation);
        await lanes.SyncAsync(work, app.Id, [.. settings.Urls.Keys]);
        work.AfterCommit(() => caches.Forget(work.OwnerId));
        return installation;
    }

    /// <summary>Brings the owner to another version, or to other settings of the one there is. Nobody is told.</summary>
    public async Task MoveAsync(IOwnerWork work, Installation installation, App app)
    {
        await installations.SaveAsync(work, installation with { Version = app.Version.Number, Revision = app.Version.Revision });
        await lanes.SyncAsync(work, app.Id, [.. app.Settings.Urls.Keys]);
        work.AfterCommit(() => caches.Forget(work.OwnerId));
    }

    /// <summary>Hands the cloud token over and tells that the app is there, and the app what is there where it wants to know.</summary>
    public async Task AnnounceAsync(IOwnerWork work, Source source, App app)
    {
        await log.AppendAsync(
            work,
            source,
            [EventOf(EventKind.Token, EventAction.Created, app.Id), EventOf(EventKind.Installation, EventAction.Created, app.Id)]);
        if (app.Settings.InitialSync)
        {
            await tell.HandleAsync(work, app);
        }
    }

    /// <summary>Takes the app out. Its notifications stop, but for those that tell of the app itself.</summary>
    public async Task RemoveAsync(IOwnerWork work, Source source, App app)
    {
        await installations.RemoveAsync(work, app.Id);
        await log.AppendAsync(work, source, [EventOf(EventKind.Installation, EventAction.Removed, app.Id)]);
        await lanes.SyncAsync(work, app.Id, [.. app.Settings.Urls.Keys.Where(Channels.IsAboutInstallation)]);
        work.AfterCommit(() => caches.Forget(work.OwnerId));
    }

    private static NewEvent EventOf(EventKind kind, EventAction action, string appId) =>
        new(kind, action, appId, null, new AppFact(appId));
}
