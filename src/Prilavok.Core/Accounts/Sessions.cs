using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

/// <summary>What a log-in lasts as: a token that opens everything of one account for a while.</summary>
public sealed class Sessions(IStorage storage, ITokens tokens, OwnerCaches caches, AccountRules rules, TimeProvider clock)
{
    /// <param name="agent">What the caller's program calls itself; null when it says nothing.</param>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> OpenAsync(IWork work, Account account, string? agent = null)
    {
        var now = clock.GetUtcNow();
        var opened = (Token: Ids.NewToken(PrefixOf(account.Person.Kind)), ExpiresAt: now + rules.Session);
        var bearer = BearerOf(account.Person) with { ExpiresAt = opened.ExpiresAt, Agent = agent };
        await tokens.RemoveOverAsync(work, now);
        await tokens.AddAsync(work, Ids.HashOf(opened.Token), bearer, now);
        await KeepNewestAsync(work, bearer, rules.MostSessions, Ids.HashOf(opened.Token));
        return opened;
    }

    public Task EndAsync(Person person, string token, CancellationToken ct) => storage.WriteForAsync(
        person,
        async work =>
        {
            await tokens.RemoveAsync(work, Ids.HashOf(token));
            work.AfterCommit(() => caches.Forget(person.OwnerId));
            return true;
        },
        ct);

    public Task<IReadOnlyList<OpenSession>> ListAsync(Person person, CancellationToken ct) => storage.ReadAsync<IReadOnlyList<OpenSession>>(
        async s =>
        {
            var all = new List<OpenSession>();
            foreach (var bearer in BearersOf(person))
            {
                all.AddRange(await tokens.SessionsAsync(s, bearer, clock.GetUtcNow()));
            }

            return [.. all.OrderBy(session => session.CreatedAt).ThenBy(session => session.Id, StringComparer.Ordinal)];
        },
        ct);

    /// <returns>False when the person has none of this id.</returns>
    public Task<bool> EndOneAsync(Person person, string id, CancellationToken ct) => storage.WriteForAsync(
        person,
        async work =>
        {
            var isEnded = false;
            foreach (var bearer in BearersOf(person))
            {
                isEnded |= await tokens.RemoveSessionAsync(work, bearer, id);
            }

            work.AfterCommit(() => caches.Forget(person.OwnerId));
            return isEnded;
        },
        ct);

    /// <summary>Ends every session, that of <paramref name="token"/> excepted. Tokens with a name stay.</summary>
    public async Task EndOthersAsync(IWork work, Person person, string? token)
    {
        foreach (var bearer in BearersOf(person))
        {
            await tokens.RemoveSessionsAsync(work, bearer, exceptHash: token is null ? null : Ids.HashOf(token));
        }

        work.AfterCommit(() => caches.Forget(person.OwnerId));
    }

    /// <summary>What is listed under the same id as the session of <paramref name="token"/>.</summary>
    public static string IdOf(string token) => IdOfHash(Ids.HashOf(token));

    public static string IdOfHash(string hash) => hash[..IdLength];

    public static TokenBearer BearerOf(Person person) => new(KindOf(person.Kind), person.OwnerId, person.SubjectId);

    /// <summary>True when the token is one of this person's.</summary>
    internal static bool IsOf(TokenBearer bearer, Person person) => BearersOf(person).Any(
        own => own.Kind == bearer.Kind && own.OwnerId == bearer.OwnerId && own.SubjectId == bearer.SubjectId);

    /// <summary>Nobody has any number of them: the oldest end.</summary>
    internal async Task KeepNewestAsync(IWork work, TokenBearer bearer, int most, string newestHash)
    {
        if (await tokens.KeepNewestAsync(work, bearer, most, newestHash) > 0)
        {
            work.AfterCommit(() => caches.Forget(bearer.OwnerId));
        }
    }

    private const int IdLength = 32;

    private static IEnumerable<TokenBearer> BearersOf(Person person)
    {
        yield return BearerOf(person);
        if (person.Kind == AccountKind.Publisher)
        {
            yield return BearerOf(person) with { Kind = TokenKind.PublisherRefresh };
        }
    }

    private static TokenKind KindOf(AccountKind kind) => kind switch
    {
        AccountKind.Owner => TokenKind.Owner,
        AccountKind.Publisher => TokenKind.Publisher,
        AccountKind.Administrator => TokenKind.Administrator,
        _ => throw new InvalidOperationException($"No token for {kind}."),
    };

    private static string PrefixOf(AccountKind kind) => kind switch
    {
        AccountKind.Owner => "own_",
        AccountKind.Publisher => "pub_",
        AccountKind.Administrator => "adm_",
        _ => throw new InvalidOperationException($"No token for {kind}."),
    };
}
