using Prilavok.Core.Owners;

namespace Prilavok.Core.Terminals;

/// <summary>Exchanges a pairing code for the terminal's token. A code works once.</summary>
public sealed class ActivateTerminal(IStorage storage, ITerminals terminals, ITokens tokens, OwnerCaches caches)
{
    /// <returns>Null when the code is unknown or used.</returns>
    public async Task<(Terminal Terminal, string Token)?> HandleAsync(string code, CancellationToken ct)
    {
        var hash = Ids.HashOf(code.Trim().ToUpperInvariant());
        if (await storage.ReadAsync(s => terminals.FindByCodeAsync(s, hash), ct) is not { } found)
        {
            return null;
        }

        return await storage.WriteAsync<(Terminal, string)?>(
            found.OwnerId,
            async work =>
            {
                if (await terminals.FindAsync(work, found.OwnerId, found.TerminalId) is not { } terminal || terminal.PairingCodeHash != hash)
                {
                    return null;
                }

                var bearer = new TokenBearer(TokenKind.Terminal, found.OwnerId, terminal.Id);
                var token = Ids.NewToken("trm_");
                await tokens.RemoveAllAsync(work, bearer);
                await tokens.AddAsync(work, Ids.HashOf(token), bearer, work.Now);
                await terminals.SaveAsync(work, terminal with { PairingCodeHash = null });
                work.AfterCommit(() => caches.Forget(found.OwnerId));
                return (terminal, token);
            },
            ct);
    }
}
