using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

public abstract record LogInOutcome
{
    private LogInOutcome()
    {
    }

    public sealed record Opened(Account Account, string Token, DateTimeOffset ExpiresAt) : LogInOutcome;

    public sealed record Refused(CredentialsOutcome Why) : LogInOutcome;
}

/// <summary>Opens and closes sessions.</summary>
public sealed class LogIn(IStorage storage, IAccounts accounts, CheckCredentials check, Sessions sessions)
{
    public async Task<LogInOutcome> HandleAsync(Credentials given, CancellationToken ct)
    {
        var outcome = await check.HandleAsync(given, ct);
        if (outcome is not CredentialsOutcome.Right right)
        {
            return new LogInOutcome.Refused(outcome);
        }

        return await storage.WriteForAsync<LogInOutcome>(
            right.Account.Person,
            async work =>
            {
                if (!await accounts.StillHasAsync(work, right.Account))
                {
                    return new LogInOutcome.Refused(new CredentialsOutcome.Wrong());
                }

                var (token, expiresAt) = await sessions.OpenAsync(work, right.Account);
                return new LogInOutcome.Opened(right.Account, token, expiresAt);
            },
            ct);
    }
}

/// <summary>What a log-in lasts as: a token that opens everything of one account for a while.</summary>
public sealed class Sessions(IStorage storage, ITokens tokens, OwnerCaches caches, AccountRules rules, TimeProvider clock)
{
    public async Task<(string Token, DateTimeOffset ExpiresAt)> OpenAsync(IWork work, Account account)
    {
        var now = clock.GetUtcNow();
        var opened = (Token: Ids.NewToken(PrefixOf(account.Person.Kind)), ExpiresAt: now + rules.Session);
        await tokens.RemoveOverAsync(work, now);
        await tokens.AddAsync(work, Ids.HashOf(opened.Token), BearerOf(account.Person) with { ExpiresAt = opened.ExpiresAt }, now);
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

    /// <summary>Ends every session, that of <paramref name="token"/> excepted. Tokens with a name stay.</summary>
    public async Task EndOthersAsync(IWork work, Person person, string? token)
    {
        foreach (var bearer in BearersOf(person))
        {
            await tokens.RemoveSessionsAsync(work, bearer, exceptHash: token is null ? null : Ids.HashOf(token));
        }

        work.AfterCommit(() => caches.Forget(person.OwnerId));
    }

    public static TokenBearer BearerOf(Person person) => new(KindOf(person.Kind), person.OwnerId, person.SubjectId);

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
