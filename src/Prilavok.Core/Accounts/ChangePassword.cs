namespace Prilavok.Core.Accounts;

/// <summary>A new password for somebody who knows the present one. Every other session ends.</summary>
public sealed class ChangePassword(
    IStorage storage, IAccounts accounts, ISignInFailures failures, CheckCredentials check, Sessions sessions, IPasswords passwords)
{
    /// <param name="token">Of the session that stays.</param>
    /// <returns>What became of the present password and code; right when it was changed.</returns>
    public async Task<CredentialsOutcome> HandleAsync(
        Person person, string present, string? code, string next, string? token, CancellationToken ct)
    {
        if (await storage.ReadAsync(s => accounts.FindAsync(s, person), ct) is not { } account)
        {
            return new CredentialsOutcome.Wrong();
        }

        var outcome = await check.HandleAsync(new Credentials(person.Kind, account.Login, present, code), ct);
        if (outcome is not CredentialsOutcome.Right right)
        {
            return outcome;
        }

        var hash = passwords.Hash(next, isGenerated: false);
        var isSet = await storage.WriteForAsync(
            person, async work => await accounts.StillHasAsync(work, right.Account) && await SetAsync(work, person, hash, token), ct);
        return isSet ? outcome : new CredentialsOutcome.Wrong();
    }

    /// <summary>Gives the account another password, whoever may do so, and lets everybody out but the session of <paramref name="token"/>.</summary>
    internal async Task<bool> SetAsync(IWork work, Person person, string hash, string? token)
    {
        if (await accounts.HoldAsync(work, person) is not { } account)
        {
            return false;
        }

        await accounts.SaveAsync(work, account with { PasswordHash = hash, ResetCode = null });
        await failures.ForgetAsync(work, CheckCredentials.FailureKey(person.Kind, account.Login));
        await sessions.EndOthersAsync(work, person, token);
        return true;
    }
}
