using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

/// <param name="Code">Of the second factor, or a recovery code; null when none was given.</param>
public sealed record Credentials(AccountKind Kind, string Login, string Password, string? Code)
{
    /// <summary>What came of comparing with the administrator's configured password; null where the account's own hash is asked.</summary>
    public bool? IsKey { get; init; }

    /// <summary>Whoever has the key and sits at the machine itself is not to be shut out by others.</summary>
    public bool IsHere { get; init; }
}

public abstract record CredentialsOutcome
{
    private CredentialsOutcome()
    {
    }

    public sealed record Right(Account Account) : CredentialsOutcome;

    /// <summary>Login and password do not belong together, or there is no such account.</summary>
    public sealed record Wrong : CredentialsOutcome;

    /// <summary>The password is right, and the account asks for a code too.</summary>
    public sealed record CodeMissing : CredentialsOutcome;

    public sealed record CodeWrong : CredentialsOutcome;

    /// <summary>Too many were wrong.</summary>
    public sealed record Locked(DateTimeOffset Until) : CredentialsOutcome;

    /// <summary>Too many want to be let in at this moment. Nothing was looked at.</summary>
    public sealed record Busy : CredentialsOutcome;
}

/// <summary>
/// Finds out whether somebody is who they say. Every try counts as a failure before it is looked at, and a login that does not
/// exist is counted, and takes as long, as one that does. Tries are counted by login and network, so that strangers lock the login
/// for their own network; what once opened the account has a count of its own.
/// </summary>
public sealed class CheckCredentials(
    IStorage storage, IAccounts accounts, ISignInFailures failures, ITokens tokens, KnownDevices devices, IPasswords passwords, IPasswordTurns turns,
    IOneTimeCodes codes, AccountRules rules, TimeProvider clock)
{
    /// <summary>One try of a login at a time: many right ones at once must not lock it.</summary>
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<CredentialsOutcome> HandleAsync(Credentials given, Asker asker, CancellationToken ct)
    {
        var (account, place, locked) = await storage.ReadAsync(s => LookAsync(s, given, asker), ct);
        if (locked is { } until)
        {
            return new CredentialsOutcome.Locked(until);
        }

        if (given.IsKey is not null || (account is not null && passwords.IsGenerated(account.PasswordHash)))
        {
            var quick = await InTurnAsync(given, account, place, ct);
            return quick is CredentialsOutcome.Wrong && given.IsKey is null ? await TakeLongAsync(given, asker, ct) : quick;
        }

        using var turn = await turns.TakeAsync(asker.Network, ct);
        return turn is null ? new CredentialsOutcome.Busy() : await InTurnAsync(given, account, place, ct);
    }

    /// <summary>A generated password is compared at once; what is wrong must not be told sooner than of any other.</summary>
    private async Task<CredentialsOutcome> TakeLongAsync(Credentials given, Asker asker, CancellationToken ct)
    {
        using var turn = await turns.TakeAsync(asker.Network, ct);
        if (turn is null)
        {
            return new CredentialsOutcome.Busy();
        }

        await passwords.MatchesAsync(null, given.Password, ct);
        return new CredentialsOutcome.Wrong();
    }

    private async Task<CredentialsOutcome> InTurnAsync(Credentials given, Account? account, FailurePlace place, CancellationToken ct)
    {
        var turn = _turns[Convert.ToInt32(place.Own[..2], 16) % _turns.Length];
        await turn.WaitAsync(ct);
        try
        {
            return await CheckAsync(given, account, place, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<CredentialsOutcome> CheckAsync(Credentials given, Account? account, FailurePlace place, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await storage.WriteAsync(work => CountAsync(work, place, now), ct) is { } until)
        {
            return new CredentialsOutcome.Locked(until);
        }

        var isRight = given.IsKey ?? await passwords.MatchesAsync(account?.PasswordHash, given.Password, ct);
        return isRight && account is not null
            ? await storage.WriteAsync(work => SettleAsync(work, place, account, given.Code, now), ct)
            : new CredentialsOutcome.Wrong();
    }

    private async Task<CredentialsOutcome> SettleAsync(IWork work, FailurePlace place, Account read, string? code, DateTimeOffset now)
    {
        if (await accounts.HoldAsync(work, read.Person) is not { } account || account.PasswordHash != read.PasswordHash)
        {
            return new CredentialsOutcome.Wrong(); // Removed, or given another password meanwhile.
        }

        if (account.SecondFactor is { } factor)
        {
            if (code is null)
            {
                await TakeBackAsync(work, place.Own, place.All);
                return new CredentialsOutcome.CodeMissing();
            }

            if (SecondFactors.Spend(factor, code, codes, now) is not { } spent)
            {
                return new CredentialsOutcome.CodeWrong();
            }

            account = account with { SecondFactor = spent };
            await accounts.SaveAsync(work, account);
        }

        await failures.ForgetAsync(work, place.Own);
        await TakeBackAsync(work, place.All);
        return new CredentialsOutcome.Right(account);
    }

    /// <summary>Looked up without a turn: what is locked costs next to nothing.</summary>
    private async Task<(Account? Account, FailurePlace Place, DateTimeOffset? Until)> LookAsync(ISession session, Credentials given, Asker asker)
    {
        var (account, place) = await FindAsync(session, given, asker);
        return (account, place, await LockedUntilAsync(session, place));
    }

    private async Task<(Account? Account, FailurePlace Place)> FindAsync(ISession session, Credentials given, Asker asker)
    {
        var beginning = FailureKeys.Of(given.Kind, given.Login, FailureKeys.SignIn);
        var account = await accounts.FindByLoginAsync(session, given.Kind, given.Login);
        return given is { IsHere: true, IsKey: true } ? (account, new FailurePlace(FailureKeys.At(beginning, "here"), null))
            : await KnownAsync(session, account, asker) is { } known ? (account, new FailurePlace(FailureKeys.At(beginning, known), null))
            : (account, new FailurePlace(FailureKeys.At(beginning, asker.Network), FailureKeys.InAll(beginning)));
    }

    /// <returns>What to call a place from which the account was opened before; null of any other.</returns>
    internal async Task<string?> KnownAsync(ISession session, Account? account, Asker asker)
    {
        if (account is null)
        {
            return null;
        }

        if (devices.Find(asker.Device, account.Person) is { } device)
        {
            return "device " + device;
        }

        var hash = asker.Token is null ? null : Ids.HashOf(asker.Token);
        return hash is not null
            && await tokens.FindAsync(session, hash) is { Named: null } bearer
            && !bearer.IsOver(clock.GetUtcNow())
            && Sessions.IsOf(bearer, account.Person)
                ? "session " + hash
                : null;
    }

    private async Task<DateTimeOffset?> CountAsync(IWork work, FailurePlace place, DateTimeOffset now) =>
        await failures.CountAsync(work, place.Own, now, rules.MostFailures, rules.LockedFor)
        ?? (place.All is null ? null : await failures.CountAsync(work, place.All, now, rules.MostFailuresInAll, rules.LockedFor));

    private async Task<DateTimeOffset?> LockedUntilAsync(ISession session, FailurePlace place)
    {
        var now = clock.GetUtcNow();
        return await failures.LockedUntilAsync(session, place.Own, now, rules.MostFailures, rules.LockedFor)
            ?? (place.All is null ? null : await failures.LockedUntilAsync(session, place.All, now, rules.MostFailuresInAll, rules.LockedFor));
    }

    private async Task TakeBackAsync(IWork work, params IEnumerable<string?> keys)
    {
        foreach (var key in keys.OfType<string>())
        {
            await failures.TakeBackAsync(work, key);
        }
    }

    /// <param name="Own">Where tries like this one are counted.</param>
    /// <param name="All">Where those of all networks are; null where others do not matter.</param>
    private sealed record FailurePlace(string Own, string? All);
}
