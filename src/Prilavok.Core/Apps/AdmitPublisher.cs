using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Apps;

/// <param name="Access">Opens the publisher API for a while.</param>
/// <param name="Refresh">Gets another access token, as often as wanted until it runs out itself.</param>
public sealed record TokenPair(string Access, string Refresh);

/// <param name="Access">How long an access token works.</param>
/// <param name="Refresh">How long new access tokens can be had without the password.</param>
public readonly record struct TokenLives(TimeSpan Access, TimeSpan Refresh);

public abstract record AdmitOutcome
{
    private AdmitOutcome()
    {
    }

    public sealed record Admitted(TokenPair Pair) : AdmitOutcome;

    public sealed record Refused(CredentialsOutcome Why) : AdmitOutcome;
}

/// <summary>Lets publishers in with their password, and again with what they got then.</summary>
public sealed class AdmitPublisher(IStorage storage, IPublishers publishers, IAccounts accounts, ITokens tokens, CheckCredentials check, TimeProvider clock)
{
    /// <param name="code">Of the second factor; null when none was given.</param>
    public async Task<AdmitOutcome> ByPasswordAsync(string login, string password, string? code, TokenLives lives, CancellationToken ct)
    {
        var outcome = await check.HandleAsync(new Credentials(AccountKind.Publisher, login, password, code), ct);
        if (outcome is not CredentialsOutcome.Right right)
        {
            return new AdmitOutcome.Refused(outcome);
        }

        var publisherId = right.Account.Person.SubjectId;
        var refresh = Ids.NewToken("ref_");
        return await storage.WriteAsync<AdmitOutcome>(
            async work =>
            {
                if (!await accounts.StillHasAsync(work, right.Account))
                {
                    return new AdmitOutcome.Refused(new CredentialsOutcome.Wrong());
                }

                await AddAsync(work, refresh, TokenKind.PublisherRefresh, publisherId, lives.Refresh);
                return await AdmitAsync(work, publisherId, refresh, lives) is { } pair
                    ? new AdmitOutcome.Admitted(pair)
                    : new AdmitOutcome.Refused(new CredentialsOutcome.Wrong());
            },
            ct);
    }

    /// <returns>Null when nobody knows the token, or its time is over.</returns>
    public Task<TokenPair?> ByRefreshAsync(string refresh, TokenLives lives, CancellationToken ct) => storage.WriteAsync(
        async work => await tokens.FindAsync(work, Ids.HashOf(refresh)) is { Kind: TokenKind.PublisherRefresh } bearer
            && !bearer.IsOver(clock.GetUtcNow())
            ? await AdmitAsync(work, bearer.SubjectId, refresh, lives)
            : null,
        ct);

    private async Task<TokenPair?> AdmitAsync(IWork work, string publisherId, string refresh, TokenLives lives)
    {
        if (await publishers.FindAsync(work, publisherId) is null)
        {
            return null; // Removed meanwhile.
        }

        var access = Ids.NewToken("acc_");
        await tokens.RemoveOverAsync(work, clock.GetUtcNow());
        await AddAsync(work, access, TokenKind.Publisher, publisherId, lives.Access);
        return new TokenPair(access, refresh);
    }

    private Task AddAsync(IWork work, string token, TokenKind kind, string publisherId, TimeSpan life)
    {
        var now = clock.GetUtcNow();
        return tokens.AddAsync(work, Ids.HashOf(token), new TokenBearer(kind, "", publisherId) { ExpiresAt = now + life }, now);
    }
}
