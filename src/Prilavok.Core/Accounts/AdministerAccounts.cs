using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

/// <summary>What only who runs the server may do with the accounts of others.</summary>
public sealed class AdministerAccounts(
    IStorage storage, IAccounts accounts, ISignInFailures failures, Sessions sessions, ChangePassword change, IPasswords passwords, Ids ids,
    AccountRules rules, TimeProvider clock)
{
    /// <summary>The login of the administrator whose password is an option.</summary>
    public const string FirstLogin = "admin";

    /// <returns>The account's id; null when the login is taken.</returns>
    public async Task<string?> AddAdministratorAsync(string login, string password, CancellationToken ct)
    {
        var id = ids.NewUuid();
        var account = new Account(
            id, new Person(AccountKind.Administrator, id), Logins.Key(login), await passwords.HashAsync(password, ct), clock.GetUtcNow());
        return await storage.WriteAsync(work => accounts.AddAsync(work, account), ct) ? id : null;
    }

    /// <summary>Sees to it that the first administrator exists and has this password.</summary>
    public async Task KeepFirstAsync(string password, CancellationToken ct)
    {
        var known = await storage.ReadAsync(s => accounts.FindByLoginAsync(s, AccountKind.Administrator, FirstLogin), ct);
        if (known is null)
        {
            await AddAdministratorAsync(FirstLogin, password, ct);
        }
        else if (!await passwords.MatchesAsync(known.PasswordHash, password, ct))
        {
            var hash = await passwords.HashAsync(password, ct);
            await storage.WriteAsync(work => change.SetAsync(work, known.Person, hash, token: null, keepsTokens: true), ct);
        }
    }

    /// <returns>False when there is no such account.</returns>
    public Task<bool> UnlockAsync(string accountId, CancellationToken ct) => WithAsync(
        accountId,
        (work, account) => failures.ForgetAllAsync(work, FailureKeys.Of(account.Person.Kind, account.Login)),
        ct);

    /// <summary>For a person who has lost the device and the recovery codes. Ends the person's sessions.</summary>
    /// <returns>False when there is no such account.</returns>
    public Task<bool> TurnOffSecondFactorAsync(string accountId, CancellationToken ct) => WithAsync(
        accountId,
        async (work, account) =>
        {
            await accounts.SaveAsync(work, account with { SecondFactor = null, PendingSecret = null });
            await sessions.EndOthersAsync(work, account.Person, token: null);
        },
        ct);

    /// <returns>False when there is no such administrator.</returns>
    public async Task<bool> RemoveAdministratorAsync(string accountId, CancellationToken ct)
    {
        var person = new Person(AccountKind.Administrator, accountId);
        return await storage.WriteAsync(
            async work =>
            {
                if (await accounts.HoldAsync(work, person) is null)
                {
                    return false;
                }

                await sessions.EndOthersAsync(work, person, token: null);
                await accounts.RemoveAsync(work, person);
                return true;
            },
            ct);
    }

    /// <returns>Until when somebody is kept out, from one network or from all; null when nobody is.</returns>
    public async Task<DateTimeOffset?> LockedUntilAsync(ISession session, Account account)
    {
        var beginning = FailureKeys.Of(account.Person.Kind, account.Login, FailureKeys.SignIn);
        var all = FailureKeys.InAll(beginning);
        var full = (await failures.FullAsync(session, beginning, rules.MostFailures)).Where(one => one.Key != all).Select(one => one.LastAt)
            .Concat((await failures.FullAsync(session, all, rules.MostFailuresInAll)).Select(one => one.LastAt))
            .ToList();
        return full.Count > 0 && full.Max() + rules.LockedFor is var until && until > clock.GetUtcNow() ? until : null;
    }

    private async Task<bool> WithAsync(string accountId, Func<IWork, Account, Task> act, CancellationToken ct)
    {
        if (await storage.ReadAsync(s => accounts.FindByIdAsync(s, accountId), ct) is not { } account)
        {
            return false;
        }

        return await storage.WriteForAsync(
            account.Person,
            async work =>
            {
                if (await accounts.HoldAsync(work, account.Person) is not { } held)
                {
                    return false;
                }

                await act(work, held);
                return true;
            },
            ct);
    }
}
