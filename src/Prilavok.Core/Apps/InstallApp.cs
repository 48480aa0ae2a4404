using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Apps;

public abstract record InstallOutcome
{
    private InstallOutcome()
    {
    }

    public sealed record Installed(Installation Installation) : InstallOutcome;

    public sealed record AppUnknown : InstallOutcome;

    public sealed record AlreadyInstalled : InstallOutcome;

    public sealed record Refused(SignInOutcome.Refused Partner) : InstallOutcome;
}

/// <summary>
/// Brings an app into an owner's account: asks the service who the owner is there, then records the installation with its
/// cloud token. No transaction is open while the service thinks.
/// </summary>
public sealed class InstallApp(
    IStorage storage, IApps apps, IInstallations installations, ITokens tokens, ILaneStore lanes, IEventLog log, IPartner partner, OwnerCaches caches)
{
    /// <param name="mode">Null when the owner did not choose: verify where the app offers it, else create, else neither.</param>
    public async Task<InstallOutcome> HandleAsync(
        string ownerId, Source source, string appId, SignInMode? mode, IReadOnlyDictionary<string, string> form, CancellationToken ct)
    {
        var (app, former) = await storage.ReadAsync(
            async s => (await apps.FindAsync(s, appId), await installations.FindAsync(s, ownerId, appId)), ct);
        if (app is null || (app.SandboxOwnerId is { } only && only != ownerId))
        {
            return new InstallOutcome.AppUnknown();
        }

        if (former is not null)
        {
            return new InstallOutcome.AlreadyInstalled();
        }

        SignInOutcome.SignedIn? account = null;
        if (ModeFor(app.Settings, mode) is { } chosen)
        {
            switch (await partner.SignInAsync(app.Settings, ownerId, chosen, form, ct))
            {
                case SignInOutcome.Refused refused:
                    return new InstallOutcome.Refused(refused);
                case SignInOutcome.SignedIn signedIn:
                    account = signedIn;
                    break;
            }
        }

        return await storage.WriteAsync(
            ownerId,
            async work => await installations.FindAsync(work, ownerId, appId) is null
                ? new InstallOutcome.Installed(await RecordAsync(work, source, app, account, isSilent: false))
                : new InstallOutcome.AlreadyInstalled() as InstallOutcome,
            ct);
    }

    /// <param name="isSilent">True leaves no trace in the log: the app was always there.</param>
    public async Task<Installation> RecordAsync(
        IOwnerWork work, Source source, App app, SignInOutcome.SignedIn? account, bool isSilent)
    {
        var settings = app.Settings;
        var installation = new Installation(
            work.OwnerId, app.Id, Ids.NewTokenUuid(), account?.UserToken, settings.Rights ?? Rights.All, account?.PartnerBills ?? false, work.Now);
        var bearer = new TokenBearer(TokenKind.Cloud, work.OwnerId, app.Id);
        await tokens.RemoveAllAsync(work, bearer);
        await tokens.AddAsync(work, Ids.HashOf(installation.Token), bearer, work.Now);
        await installations.SaveAsync(work, installation);
        await lanes.SyncAsync(work, app.Id, [.. settings.Urls.Keys]);
        if (!isSilent)
        {
            await log.AppendAsync(work, source, [EventOf(EventKind.Token, EventAction.Created, app.Id), EventOf(EventKind.Installation, EventAction.Created, app.Id)]);
        }

        work.AfterCommit(() => caches.Forget(work.OwnerId));
        return installation;
    }

    internal static NewEvent EventOf(EventKind kind, EventAction action, string appId) =>
        new(kind, action, appId, null, new Fact.OfApp(appId));

    private static SignInMode? ModeFor(AppSettings settings, SignInMode? asked) => asked switch
    {
        SignInMode.Verify when settings.UserVerifyUrl is not null => SignInMode.Verify,
        SignInMode.Create when settings.UserCreateUrl is not null => SignInMode.Create,
        _ when settings.UserVerifyUrl is not null => SignInMode.Verify,
        _ when settings.UserCreateUrl is not null => SignInMode.Create,
        _ => null,
    };
}
