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

/// <summary>
/// Exchanges a pairing code for the terminal's token. A code works once, and for a while. Every try counts as a wrong one before its code is
/// looked up, so that guesses at one time are not more than guesses in turn.
/// </summary>
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

        var (until, found) = await storage.WriteAsync(work => TryAsync(work, place, hash), ct);
        if (until is null && found is { } terminal)
        {
            if (await PairAsync(terminal.OwnerId, terminal.TerminalId, hash, ct) is { } activated)
            {
                return activated;
            }

            until = await storage.WriteAsync(work => CountAsync(work, place), ct); // Over, or used meanwhile.
        }

        return until is { } full ? new ActivateOutcome.Locked(full) : new ActivateOutcome.Unknown();
    }

    /// <summary>Counts and looks in one commit: right codes that come at one time do not count against each other.</summary>
    private async Task<(DateTimeOffset? Until, (string OwnerId, string TerminalId)? Found)> TryAsync(IWork work, string place, string hash)
    {
        if (await CountAsync(work, place) is { } until)
        {
            return (until, null);
        }

        var found = await terminals.FindByCodeAsync(work, hash);
        if (found is not null)
        {
            await failures.TakeBackAsync(work, place);
            await failures.TakeBackAsync(work, InAll);
        }

        return (null, found);
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
