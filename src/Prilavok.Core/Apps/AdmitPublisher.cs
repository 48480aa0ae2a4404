using Prilavok.Core.Owners;

namespace Prilavok.Core.Apps;

/// <param name="Access">Opens the publisher API for a while.</param>
/// <param name="Refresh">Gets another access token, as often as wanted until it runs out itself.</param>
public sealed record TokenPair(string Access, string Refresh);

/// <param name="Access">How long an access token works.</param>
/// <param name="Refresh">How long new access tokens can be had without the password.</param>
public readonly record struct TokenLives(TimeSpan Access, TimeSpan Refresh);

/// <summary>Lets publishers in with their password, and again with what they got then.</summary>
public sealed class AdmitPublisher(IStorage storage, IPublishers publishers, ITokens tokens, IPasswords passwords, TimeProvider clock)
{
    /// <returns>Null when login and password do not belong together.</returns>
    public async Task<TokenPair?> ByPasswordAsync(string login, string password, TokenLives lives, CancellationToken ct)
    {
        if (await storage.ReadAsync(s => publishers.FindByLoginAsync(s, login), ct) is not { } publisher
            || !passwords.Matches(publisher.PasswordHash, password))
        {
            return null;
        }

        var refresh = Ids.NewToken("ref_");
        return await storage.WriteAsync(
            async work =>
            {
                await AddAsync(work, refresh, TokenKind.PublisherRefresh, publisher.Id, lives.Refresh);
                return await AdmitAsync(work, publisher.Id, refresh, lives);
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
