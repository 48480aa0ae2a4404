namespace Prilavok.Core.Accounts;

public abstract record LogInOutcome
{
    private LogInOutcome()
    {
    }

    public sealed record Opened(Account Account, string Token, DateTimeOffset ExpiresAt) : LogInOutcome;

    public sealed record Refused(CredentialsOutcome Why) : LogInOutcome;
}

/// <summary>Opens and closes sessions.</summary>
public sealed class LogIn(IStorage storage, IAccounts accounts, CheckCredentials check, Sessions sessions)
{
    public async Task<LogInOutcome> HandleAsync(Credentials given, Asker asker, CancellationToken ct)
    {
        var outcome = await check.HandleAsync(given, asker, ct);
        if (outcome is not CredentialsOutcome.Right right)
        {
            return new LogInOutcome.Refused(outcome);
        }

        return await storage.WriteForAsync<LogInOutcome>(
            right.Account.Person,
            async work =>
            {
                if (!await accounts.StillHasAsync(work, right.Account))
                {
                    return new LogInOutcome.Refused(new CredentialsOutcome.Wrong());
                }

                var (token, expiresAt) = await sessions.OpenAsync(work, right.Account, asker.Agent);
                return new LogInOutcome.Opened(right.Account, token, expiresAt);
            },
            ct);
    }
}
