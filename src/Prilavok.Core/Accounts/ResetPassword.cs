namespace Prilavok.Core.Accounts;

/// <summary>A code that stands for a forgotten password once.</summary>
public sealed record NewResetCode(string Code, DateTimeOffset ExpiresAt);

/// <summary>
/// A new password for somebody who has forgotten the present one. The second factor stays. Strangers who wish for codes, or guess them,
/// are counted by their network and do not keep the person from it.
/// </summary>
public sealed class ResetPassword(
    IStorage storage, IAccounts accounts, ISignInFailures failures, CheckCredentials check, ChangePassword change, IPasswords passwords,
    IPasswordTurns turns, AccountRules rules, TimeProvider clock)
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
    public async Task<bool> IsAskedTooOftenAsync(Account account, Asker asker, CancellationToken ct)
    {
        var (own, all) = await storage.ReadAsync(
            s => KeysAsync(s, account.Person.Kind, account.Login, FailureKeys.Sent, account, asker), ct);
        return await storage.WriteAsync(
            async work => await CountAsync(work, own, rules.MostFailures) ?? await CountAsync(work, all, rules.MostSentInAll), ct) is not null;
    }

    /// <param name="keepsTokens">True leaves the tokens that the person made for programs: whoever had the password before could make some.</param>
    /// <returns>Right when the password was changed; wrong when the code is unknown, used, or over.</returns>
    public async Task<CredentialsOutcome> CompleteAsync(
        AccountKind kind, string login, string code, string next, Asker asker, bool keepsTokens, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (account, (own, all)) = await storage.ReadAsync(
            async s =>
            {
                var found = await accounts.FindByLoginAsync(s, kind, login);
                return (found, await KeysAsync(s, kind, login, FailureKeys.Reset, found, asker));
            },
            ct);
        var (told, locked) = await storage.WriteAsync(
            async work => (
                await CountAsync(work, own + "+", rules.MostFailures),
                await CountAsync(work, own, rules.MostResetFailures) ?? await CountAsync(work, all, rules.MostResetFailuresInAll)),
            ct);
        if (locked is { } until)
        {
            return new CredentialsOutcome.Locked(until);
        }

        var given = Ids.HashOf(code.Trim().ToUpperInvariant());
        if (account is null || !Fits(account))
        {
            return told is { } wait ? new CredentialsOutcome.Locked(wait) : new CredentialsOutcome.Wrong();
        }

        using var turn = await turns.TakeAsync(asker.Network, ct);
        if (turn is null)
        {
            return new CredentialsOutcome.Busy();
        }

        var hash = await passwords.HashAsync(next, ct);
        var isDone = await storage.WriteForAsync(
            account.Person,
            async work =>
            {
                if (await accounts.HoldAsync(work, account.Person) is not { } held || !Fits(held))
                {
                    return false;
                }

                return await change.SetAsync(work, account.Person, hash, token: null, keepsTokens);
            },
            ct);
        return isDone ? new CredentialsOutcome.Right(account) : new CredentialsOutcome.Wrong();

        bool Fits(Account held) => held.ResetCode is { } reset && reset.Hash == given && reset.ExpiresAt > now;
    }

    private async Task<(string Own, string All)> KeysAsync(
        ISession session, AccountKind kind, string login, string what, Account? account, Asker asker)
    {
        var beginning = FailureKeys.Of(kind, login, what);
        var known = await check.KnownAsync(session, account, asker);
        return (FailureKeys.At(beginning, known ?? asker.Network), FailureKeys.InAll(beginning));
    }

    private Task<DateTimeOffset?> CountAsync(IWork work, string key, int most) =>
        failures.CountAsync(work, key, clock.GetUtcNow(), most, rules.LockedFor);
}
