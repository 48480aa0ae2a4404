using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

public abstract record AdmitOutcome
{
    private AdmitOutcome()
    {
    }

    public sealed record Admitted(TokenPair Pair) : AdmitOutcome;

    public sealed record Refused(CredentialsOutcome Why) : AdmitOutcome;
}

/// <summary>
/// Lets publishers in with their password, and again with what they got then. Refresh tokens that come one of the other are a family:
/// they begin alike, and by that beginning the family is found, also when one is brought that is not good any more.
/// </summary>
public sealed class AdmitPublisher(
    IStorage storage, IPublishers publishers, IAccounts accounts, ITokens tokens, Sessions sessions, CheckCredentials check, OwnerCaches caches,
    AccountRules rules, TimeProvider clock)
{
    private const string Prefix = "ref_";

    /// <summary>Access tokens of one family that work at a time.</summary>
    private const int MostOfFamily = 20;

    /// <summary>Characters by which a family is found.</summary>
    private static readonly int Beginning = Ids.NewToken(Prefix).Length;

    /// <param name="code">Of the second factor; null when none was given.</param>
    public async Task<AdmitOutcome> ByPasswordAsync(string login, string password, string? code, TokenLives lives, Asker asker, CancellationToken ct)
    {
        var outcome = await check.HandleAsync(new Credentials(AccountKind.Publisher, login, password, code), asker, ct);
        if (outcome is not CredentialsOutcome.Right right)
        {
            return new AdmitOutcome.Refused(outcome);
        }

        var first = Ids.NewToken(Prefix);
        return await storage.WriteAsync<AdmitOutcome>(
            async work =>
            {
                if (!await accounts.StillHasAsync(work, right.Account))
                {
                    return new AdmitOutcome.Refused(new CredentialsOutcome.Wrong());
                }

                var now = clock.GetUtcNow();
                var family = new TokenBearer(TokenKind.PublisherRefresh, "", right.Account.Person.SubjectId)
                {
                    ExpiresAt = now + lives.Refresh,
                    Agent = asker.Agent,
                };
                await tokens.RemoveOverAsync(work, now);
                await tokens.AddAsync(work, Ids.HashOf(first), family, now);
                await sessions.KeepNewestAsync(work, family, rules.MostSessions, Ids.HashOf(first));
                return await AdmitAsync(
                    work, family, Ids.HashOf(first), lives.Rotates ? await TurnAsync(work, first, given: null) : first, lives) is { } pair
                    ? new AdmitOutcome.Admitted(pair)
                    : new AdmitOutcome.Refused(new CredentialsOutcome.Wrong());
            },
            ct);
    }

    /// <returns>Null when nobody knows the token, it was brought before, or its time is over.</returns>
    public Task<TokenPair?> ByRefreshAsync(string refresh, TokenLives lives, CancellationToken ct) => storage.WriteAsync(
        async work =>
        {
            var first = refresh.Length > Beginning ? refresh[..Beginning] : refresh;
            var (hash, given) = (Ids.HashOf(first), refresh.Length > Beginning ? Ids.HashOf(refresh) : null);
            if (await tokens.FindAsync(work, hash) is not { Kind: TokenKind.PublisherRefresh } family || family.IsOver(clock.GetUtcNow()))
            {
                return null;
            }

            var next = family.Current != given ? null : lives.Rotates ? await TurnAsync(work, first, given) : refresh;
            if (next is null)
            {
                await tokens.RemoveSessionAsync(work, family, Sessions.IdOfHash(hash)); // Two have it: nobody can tell which is the publisher.
                work.AfterCommit(() => caches.Forget(""));
                return null;
            }

            return await AdmitAsync(work, family, hash, next, lives);
        },
        ct);

    /// <returns>The refresh token that is good from now on; null when <paramref name="given"/> is not, any more.</returns>
    private async Task<string?> TurnAsync(IWork work, string first, string? given)
    {
        var next = first + Ids.NewToken("");
        return await tokens.RotateAsync(work, Ids.HashOf(first), given, Ids.HashOf(next)) ? next : null;
    }

    private async Task<TokenPair?> AdmitAsync(IWork work, TokenBearer family, string hash, string? refresh, TokenLives lives)
    {
        if (refresh is null || await publishers.FindAsync(work, family.SubjectId) is null)
        {
            return null; // Removed meanwhile.
        }

        var (access, now) = (Ids.NewToken("acc_"), clock.GetUtcNow());
        var bearer = new TokenBearer(TokenKind.Publisher, "", family.SubjectId) { ExpiresAt = now + lives.Access, Family = hash };
        await tokens.RemoveOverAsync(work, now);
        await tokens.AddAsync(work, Ids.HashOf(access), bearer, now);
        await sessions.KeepNewestAsync(work, bearer, MostOfFamily, Ids.HashOf(access));
        return new TokenPair(access, refresh);
    }
}
