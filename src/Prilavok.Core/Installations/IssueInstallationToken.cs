using Prilavok.Core.Owners;

namespace Prilavok.Core.Installations;

/// <summary>Gives an app's publisher a cloud token of an owner who has the app, beside the one of the installation.</summary>
public sealed class IssueInstallationToken(IStorage storage, IInstallations installations, ITokens tokens, TimeProvider clock)
{
    /// <returns>The token and the real time it works until; null when the owner does not have the app.</returns>
    public Task<(string Token, DateTimeOffset ExpiresAt)?> HandleAsync(string appId, string ownerId, TimeSpan life, CancellationToken ct) =>
        storage.WriteAsync<(string, DateTimeOffset)?>(
            ownerId, // Held, so that no token is left of an installation that is removed meanwhile.
            async work =>
            {
                if (await installations.FindAsync(work, ownerId, appId) is not { } installation)
                {
                    return null;
                }

                var now = clock.GetUtcNow();
                var token = Ids.NewTokenUuid();
                var bearer = new TokenBearer(TokenKind.Cloud, ownerId, installation.AppId) { ExpiresAt = now + life };
                await tokens.RemoveOverAsync(work, now);
                await tokens.AddAsync(work, Ids.HashOf(token), bearer, work.Now);
                return (token, bearer.ExpiresAt.Value);
            },
            ct);
}
