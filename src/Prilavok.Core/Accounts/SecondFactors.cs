namespace Prilavok.Core.Accounts;

/// <summary>Codes of a device beside the password.</summary>
public sealed class SecondFactors(
    IStorage storage, IAccounts accounts, ISignInFailures failures, IOneTimeCodes codes, AccountRules rules, TimeProvider clock)
{
    private const int RecoveryCodes = 10;
    private const int RecoveryLength = 10;

    /// <summary>Makes a secret, and asks for no code until one was shown.</summary>
    /// <returns>Null when the account has a second factor already.</returns>
    public Task<string?> BeginAsync(Person person, CancellationToken ct) => storage.WriteAsync<string?>(
        async work =>
        {
            if (await accounts.HoldAsync(work, person) is not { SecondFactor: null } account)
            {
                return null;
            }

            var secret = codes.NewSecret();
            await accounts.SaveAsync(work, account with { PendingSecret = secret });
            return secret;
        },
        ct);

    /// <summary>The person's device shows the right code: from now on it is asked for.</summary>
    /// <returns>The recovery codes, shown once; null when the code is wrong or nothing was begun.</returns>
    public Task<IReadOnlyList<string>?> ConfirmAsync(Person person, string code, CancellationToken ct) => storage.WriteAsync<IReadOnlyList<string>?>(
        async work =>
        {
            var (key, now) = (Ids.HashOf($"confirm {person}"), clock.GetUtcNow());
            if (await accounts.HoldAsync(work, person) is not { PendingSecret.TextOrNull: { } secret } account
                || await failures.CountAsync(work, key, now, rules.MostFailures, rules.LockedFor) is not null
                || codes.StepOf(secret, code, now) is not { } step)
            {
                return null;
            }

            await failures.ForgetAsync(work, key);

            List<string> recovery = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => Ids.NewCode(RecoveryLength))];
            await accounts.SaveAsync(
                work, account with { PendingSecret = null, SecondFactor = new SecondFactor(secret, step, [.. recovery.Select(Ids.HashOf)]) });
            return recovery;
        },
        ct);

    public Task<bool> TurnOffAsync(Person person, CancellationToken ct) => storage.WriteAsync(
        async work =>
        {
            if (await accounts.HoldAsync(work, person) is not { } account)
            {
                return false;
            }

            await accounts.SaveAsync(work, account with { PendingSecret = null, SecondFactor = null });
            return true;
        },
        ct);

    /// <returns>What is left of the second factor once the code has opened; null when it opens nothing.</returns>
    public static SecondFactor? Spend(SecondFactor factor, string code, IOneTimeCodes codes, DateTimeOffset now)
    {
        if (factor.Secret.TextOrNull is { } secret && codes.StepOf(secret, code, now) is { } step)
        {
            return step > factor.LastStep ? factor with { LastStep = step } : null;
        }

        var hash = Ids.HashOf(code.Trim().ToUpperInvariant());
        return factor.RecoveryHashes.Contains(hash, StringComparer.Ordinal)
            ? factor with { RecoveryHashes = [.. factor.RecoveryHashes.Where(known => known != hash)] }
            : null;
    }
}
