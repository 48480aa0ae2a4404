namespace Prilavok.Core.Accounts;

/// <summary>A code that stands for a forgotten password once.</summary>
public sealed record NewResetCode(string Code, DateTimeOffset ExpiresAt);

/// <summary>A new password for somebody who has forgotten the present one. The second factor stays.</summary>
public sealed class ResetPassword(
    IStorage storage, IAccounts accounts, ISignInFailures failures, ChangePassword change, IPasswords passwords, AccountRules rules, TimeProvider clock)
{
    /// <returns>The code, which the person must get in a way that proves who it is; null when there is no such account.</returns>
    public Task<NewResetCode?> BeginAsync(Person person, CancellationToken ct) => storage.WriteAsync<NewResetCode?>(
        async work =>
        {
            if (await accounts.HoldAsync(work, person) is not { } account)
            {
                return null;
            }

            var made = new NewResetCode(Ids.NewCode(), clock.GetUtcNow() + rules.ResetCode);
            await accounts.SaveAsync(work, account with { ResetCode = new ResetCode(Ids.HashOf(made.Code), made.ExpiresAt) });
            return made;
        },
        ct);

    /// <summary>Counts one more wish for a code: strangers must not flood a person, nor replace each code by another.</summary>
    public async Task<bool> IsAskedTooOftenAsync(Account account, CancellationToken ct)
    {
        var key = CheckCredentials.SentKey(account.Person.Kind, account.Login);
        return await storage.WriteAsync(work => failures.CountAsync(work, key, clock.GetUtcNow(), rules), ct) is not null;
    }

    /// <returns>Right when the password was changed; wrong when the code is unknown, used, or over.</returns>
    public async Task<CredentialsOutcome> CompleteAsync(AccountKind kind, string login, string code, string next, CancellationToken ct)
    {
        var key = CheckCredentials.ResetKey(kind, login);
        var now = clock.GetUtcNow();
        if (await storage.WriteAsync(work => failures.CountAsync(work, key, now, rules), ct) is { } until)
        {
            return new CredentialsOutcome.Locked(until);
        }

        var given = Ids.HashOf(code.Trim().ToUpperInvariant());
        if (await storage.ReadAsync(s => accounts.FindByLoginAsync(s, kind, login), ct) is not { } account || !Fits(account))
        {
            return new CredentialsOutcome.Wrong();
        }

        var hash = passwords.Hash(next, isGenerated: false);
        var isDone = await storage.WriteForAsync(
            account.Person,
            async work =>
            {
                if (await accounts.HoldAsync(work, account.Person) is not { } held || !Fits(held))
                {
                    return false;
                }

                await failures.ForgetAsync(work, key);
                return await change.SetAsync(work, account.Person, hash, token: null);
            },
            ct);
        return isDone ? new CredentialsOutcome.Right(account) : new CredentialsOutcome.Wrong();

        bool Fits(Account held) => held.ResetCode is { } reset && reset.Hash == given && reset.ExpiresAt > now;
    }
}
