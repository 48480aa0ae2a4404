using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Terminals;

public abstract record ActivateOutcome
{
    private ActivateOutcome()
    {
    }

    /// <param name="Token">Shown once.</param>
    public sealed record Activated(Terminal Terminal, string Token) : ActivateOutcome;

    /// <summary>The code is unknown, used or over.</summary>
    public sealed record Unknown : ActivateOutcome;

    /// <summary>Too many were wrong.</summary>
    public sealed record Locked(DateTimeOffset Until) : ActivateOutcome;
}

/// <summary>Exchanges a pairing code for the terminal's token. A code works once, and for a while.</summary>
public sealed class ActivateTerminal(
    IStorage storage, ITerminals terminals, ITokens tokens, ISignInFailures failures, OwnerCaches caches, PairingRules rules, AccountRules accounts,
    TimeProvider clock)
{
    private static readonly string InAll = FailureKeys.InAll(FailureKeys.Pairing);

    /// <param name="network">Of whoever calls; empty where it is not known.</param>
    public async Task<ActivateOutcome> HandleAsync(string code, string network, CancellationToken ct)
    {
        var (hash, place) = (Ids.HashOf(code.Trim().ToUpperInvariant()), FailureKeys.At(FailureKeys.Pairing, network));
        if (await storage.ReadAsync(s => LockedUntilAsync(s, place), ct) is { } locked)
        {
            return new ActivateOutcome.Locked(locked);
        }

        if (await storage.ReadAsync(s => terminals.FindByCodeAsync(s, hash), ct) is { } found
            && await PairAsync(found.OwnerId, found.TerminalId, hash, ct) is { } activated)
        {
            return activated;
        }

        return await storage.WriteAsync(work => CountAsync(work, place), ct) is { } until
            ? new ActivateOutcome.Locked(until)
            : new ActivateOutcome.Unknown();
    }

    private Task<ActivateOutcome?> PairAsync(string ownerId, string terminalId, string hash, CancellationToken ct) =>
        storage.WriteAsync<ActivateOutcome?>(
            ownerId,
            async work =>
            {
                if (await terminals.FindAsync(work, ownerId, terminalId) is not { } terminal
                    || terminal.PairingCodeHash != hash
                    || !(terminal.PairingCodeUntil > work.Now))
                {
                    return null;
                }

                var bearer = new TokenBearer(TokenKind.Terminal, ownerId, terminal.Id);
                var token = Ids.NewToken("trm_");
                await tokens.RemoveAllAsync(work, bearer);
                await tokens.AddAsync(work, Ids.HashOf(token), bearer, work.Now);
                await terminals.SaveAsync(work, terminal with { PairingCodeHash = null, PairingCodeUntil = null });
                work.AfterCommit(() => caches.Forget(ownerId));
                return new ActivateOutcome.Activated(terminal, token);
            },
            ct);

    private async Task<DateTimeOffset?> LockedUntilAsync(ISession session, string place) =>
        await failures.LockedUntilAsync(session, place, clock.GetUtcNow(), rules.MostWrong, accounts.LockedFor)
        ?? await failures.LockedUntilAsync(session, InAll, clock.GetUtcNow(), rules.MostWrongInAll, accounts.LockedFor);

    private async Task<DateTimeOffset?> CountAsync(IWork work, string place) =>
        await failures.CountAsync(work, place, clock.GetUtcNow(), rules.MostWrong, accounts.LockedFor)
        ?? await failures.CountAsync(work, InAll, clock.GetUtcNow(), rules.MostWrongInAll, accounts.LockedFor);
}
