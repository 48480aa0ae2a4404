namespace Prilavok.Core.Accounts;

/// <param name="Code">Of the second factor, or a recovery code; null when none was given.</param>
public sealed record Credentials(AccountKind Kind, string Login, string Password, string? Code);

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
}

/// <summary>
/// Finds out whether somebody is who they say. Every try counts as a failure before it is looked at, and a login that does not
/// exist is counted, and takes as long, as one that does.
/// </summary>
public sealed class CheckCredentials(
    IStorage storage, IAccounts accounts, ISignInFailures failures, IPasswords passwords, IOneTimeCodes codes, AccountRules rules, TimeProvider clock)
{
    /// <summary>One try of a login at a time: many right ones at once must not lock it.</summary>
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public static string FailureKey(AccountKind kind, string login) => Ids.HashOf($"{(int)kind} {Logins.Key(login)}");

    /// <summary>Under this, wrong codes for a new password are counted.</summary>
    public static string ResetKey(AccountKind kind, string login) => Ids.HashOf("reset " + FailureKey(kind, login));

    /// <summary>Under this, wishes for such codes.</summary>
    public static string SentKey(AccountKind kind, string login) => Ids.HashOf("code " + FailureKey(kind, login));

    public async Task<CredentialsOutcome> HandleAsync(Credentials given, CancellationToken ct)
    {
        var key = FailureKey(given.Kind, given.Login);
        var turn = _turns[Convert.ToInt32(key[..2], 16) % _turns.Length];
        await turn.WaitAsync(ct);
        try
        {
            return await CheckAsync(given, key, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<CredentialsOutcome> CheckAsync(Credentials given, string key, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await storage.WriteAsync(work => failures.CountAsync(work, key, now, rules), ct) is { } until)
        {
            return new CredentialsOutcome.Locked(until);
        }

        var account = await storage.ReadAsync(s => accounts.FindByLoginAsync(s, given.Kind, given.Login), ct);
        if (!passwords.Matches(account?.PasswordHash, given.Password) || account is null)
        {
            return new CredentialsOutcome.Wrong();
        }

        return await storage.WriteAsync(work => SettleAsync(work, key, account, given.Code, now), ct);
    }

    private async Task<CredentialsOutcome> SettleAsync(IWork work, string key, Account read, string? code, DateTimeOffset now)
    {
        if (await accounts.HoldAsync(work, read.Person) is not { } account || account.PasswordHash != read.PasswordHash)
        {
            return new CredentialsOutcome.Wrong(); // Removed, or given another password meanwhile.
        }

        if (account.SecondFactor is { } factor)
        {
            if (code is null)
            {
                await failures.TakeBackAsync(work, key);
                return new CredentialsOutcome.CodeMissing();
            }

            if (SecondFactors.Spend(factor, code, codes, now) is not { } spent)
            {
                return new CredentialsOutcome.CodeWrong();
            }

            account = account with { SecondFactor = spent };
            await accounts.SaveAsync(work, account);
        }

        await failures.ForgetAsync(work, key);
        return new CredentialsOutcome.Right(account);
    }
}
