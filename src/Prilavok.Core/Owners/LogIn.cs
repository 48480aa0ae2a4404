namespace Prilavok.Core.Owners;

/// <summary>Opens and closes an owner's session.</summary>
public sealed class LogIn(IStorage storage, IOwners owners, ITokens tokens, IPasswords passwords, OwnerCaches caches)
{
    /// <returns>Null when login and password do not belong together.</returns>
    public async Task<(string OwnerId, string Token)?> HandleAsync(string login, string password, CancellationToken ct)
    {
        if (await storage.ReadAsync(s => owners.FindByLoginAsync(s, login), ct) is not { } owner
            || !passwords.Matches(owner.PasswordHash, password))
        {
            return null;
        }

        var token = Ids.NewToken("own_");
        await storage.WriteAsync(
            owner.Id, // Held, so that no token is left of an owner who is removed meanwhile.
            async work =>
            {
                await tokens.AddAsync(work, Ids.HashOf(token), new TokenBearer(TokenKind.Owner, owner.Id, owner.Login), work.Now);
                return true;
            },
            ct);
        return (owner.Id, token);
    }

    public Task EndAsync(string ownerId, string token, CancellationToken ct) => storage.WriteAsync(
        ownerId,
        async work =>
        {
            await tokens.RemoveAsync(work, Ids.HashOf(token));
            work.AfterCommit(() => caches.Forget(ownerId));
            return true;
        },
        ct);
}
