using System.Collections.Frozen;
using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Access;

/// <summary>Finds out who is behind a token.</summary>
public sealed class RecogniseToken(
    IStorage storage, ITokens tokens, IAccounts accounts, IOwners owners, IApps apps, IInstallations installations, ITerminals terminals,
    IChaos chaos, AccessCache cache, AppRules rules, TimeProvider clock)
{
    public ValueTask<Grant> HandleAsync(string token, CancellationToken ct) =>
        cache.TryGet(token, out var known) ? new(known) : new(LookUpAsync(token, ct));

    private async Task<Grant> LookUpAsync(string token, CancellationToken ct)
    {
        var hash = Ids.HashOf(token);
        if (await storage.ReadAsync(s => tokens.FindAsync(s, hash), ct) is not { } bearer)
        {
            return Grant.Unknown; // Not remembered: strangers must not fill the memory.
        }

        var version = cache.VersionOf(bearer.OwnerId);
        var grant = await storage.ReadAsync(s => GrantOfAsync(s, bearer, hash), ct);
        if (grant is not (Grant.None or Grant.OfAdministrator)) // Who was an administrator a moment ago must not make another.
        {
            cache.Remember(token, grant, version, bearer.ExpiresAt);
        }

        return grant;
    }

    private async Task<Grant> GrantOfAsync(ISession session, TokenBearer bearer, string hash)
    {
        // Looked up again under the version just taken: a token that died meanwhile must not be remembered.
        if (await tokens.FindAsync(session, hash) is null || bearer.IsOver(clock.GetUtcNow()))
        {
            return Grant.Unknown;
        }

        switch (bearer.Kind)
        {
            case TokenKind.Owner:
                return await owners.FindAsync(session, bearer.OwnerId) is { } owner
                    ? new Grant.OfOwner(bearer.OwnerId, owner.Login, ScopesOf(bearer))
                    : Grant.Unknown;
            case TokenKind.Publisher:
                return new Grant.OfPublisher(bearer.SubjectId, ScopesOf(bearer));
            case TokenKind.Administrator:
                return await accounts.FindAsync(session, new Person(AccountKind.Administrator, bearer.SubjectId)) is null
                    ? Grant.Unknown
                    : new Grant.OfAdministrator(bearer.SubjectId);
            case TokenKind.PublisherRefresh:
                return Grant.Unknown;
            case TokenKind.Terminal:
                return await terminals.FindKnownAsync(session, bearer.OwnerId, bearer.SubjectId) switch
                {
                    null => Grant.Unknown,
                    { RemovedAt: { } removedAt } gone => new Grant.OfStraggler(bearer.OwnerId, gone.Terminal, gone.Stood, removedAt),
                    var known => new Grant.OfTerminal(bearer.OwnerId, known.Terminal, known.Stood),
                };
            case TokenKind.Cloud:
                var installation = await installations.FindAsync(session, bearer.OwnerId, bearer.SubjectId);
                return installation switch
                {
                    null => new Grant.Removed(bearer.OwnerId),
                    // Where it does not open, its hash says enough: whoever installs anew takes back what was there.
                    { Token.TextOrNull: { } present } when bearer.ExpiresAt is null && Ids.HashOf(present) != hash => Grant.Unknown,
                    _ => await GrantOfAsync(session, installation, bearer.SubjectId),
                };
            default:
                throw new InvalidOperationException($"No grant for {bearer.Kind}.");
        }
    }

    private static FrozenSet<string>? ScopesOf(TokenBearer bearer) => bearer.Named?.Scopes.ToFrozenSet(StringComparer.Ordinal);

    private async Task<Grant.OfApp> GrantOfAsync(ISession session, Installation installation, string appId)
    {
        var rights = rules.FrozenRights ? installation.Rights : (await apps.FindInstalledAsync(session, installation))?.Settings.Rights ?? Rights.All;
        var grant = new Grant.OfApp(installation.OwnerId, appId, rights.ToFrozenSet(StringComparer.Ordinal))
        {
            Chaos = await chaos.FindAsync(session, installation.OwnerId),
        };
        if (installation.Terminals is null)
        {
            return grant;
        }

        var all = await terminals.ListAsync(session, installation.OwnerId, null, Page.Whole);
        return grant with
        {
            ClosedStores = all.Where(terminal => !installation.IsOn(terminal.Id)).Select(terminal => Ids.Key(terminal.StoreId))
                .ToFrozenSet(StringComparer.Ordinal),
        };
    }
}
