using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

/// <summary>A new password for somebody who knows the present one. Every other session ends.</summary>
public sealed class ChangePassword(
    IStorage storage, IAccounts accounts, ISignInFailures failures, ITokens tokens, CheckCredentials check, Sessions sessions, IPasswords passwords,
    IPasswordTurns turns)
{
    /// <param name="token">Of the session that stays.</param>
    /// <param name="keepsTokens">False takes back the tokens that the person made for programs.</param>
    /// <returns>What became of the present password and code; right when it was changed.</returns>
    public async Task<CredentialsOutcome> HandleAsync(
        Person person, string present, string? code, string next, string? token, Asker asker, bool keepsTokens, CancellationToken ct)
    {
        if (await storage.ReadAsync(s => accounts.FindAsync(s, person), ct) is not { } account)
        {
            return new CredentialsOutcome.Wrong();
        }

        var outcome = await check.HandleAsync(new Credentials(person.Kind, account.Login, present, code), asker, ct);
        if (outcome is not CredentialsOutcome.Right right)
        {
            return outcome;
        }

        using var turn = await turns.TakeAsync(asker.Network, ct);
        if (turn is null)
        {
            return new CredentialsOutcome.Busy();
        }

        var hash = await passwords.HashAsync(next, ct);
        var isSet = await storage.WriteForAsync(
            person,
            async work => await accounts.StillHasAsync(work, right.Account) && await SetAsync(work, person, hash, token, keepsTokens),
            ct);
        return isSet ? outcome : new CredentialsOutcome.Wrong();
    }

    /// <summary>Gives the account another password, whoever may do so, and lets everybody out but the session of <paramref name="token"/>.</summary>
    internal async Task<bool> SetAsync(IWork work, Person person, string hash, string? token, bool keepsTokens)
    {
        if (await accounts.HoldAsync(work, person) is not { } account)
        {
            return false;
        }

        await accounts.SaveAsync(work, account with { PasswordHash = hash, ResetCode = null });
        await failures.ForgetAllAsync(work, FailureKeys.Of(person.Kind, account.Login, FailureKeys.SignIn));
        await failures.ForgetAllAsync(work, FailureKeys.Of(person.Kind, account.Login, FailureKeys.Reset));
        await sessions.EndOthersAsync(work, person, token);
        if (!keepsTokens)
        {
            await tokens.RemoveAllNamedAsync(work, Sessions.BearerOf(person));
        }

        return true;
    }
}
