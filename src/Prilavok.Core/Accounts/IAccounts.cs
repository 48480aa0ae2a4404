namespace Prilavok.Core.Accounts;

public interface IAccounts
{
    /// <returns>False when the login is taken; nothing was added then.</returns>
    Task<bool> AddAsync(IWork work, Account account);

    Task<Account?> FindAsync(ISession session, Person person);

    Task<Account?> FindByIdAsync(ISession session, string accountId);

    Task<Account?> FindByLoginAsync(ISession session, AccountKind kind, string login);

    /// <summary>As <see cref="FindAsync"/>; nobody else changes the account until this work is over.</summary>
    Task<Account?> HoldAsync(IWork work, Person person);

    Task SaveAsync(IWork work, Account account);

    Task RemoveAsync(IWork work, Person person);

    /// <summary>In the order of their ids, which is that in which they were opened.</summary>
    /// <param name="login">Only this one; null is all.</param>
    /// <param name="afterId">Those after this one; empty starts the list.</param>
    Task<IReadOnlyList<Account>> ListAsync(ISession session, AccountKind? kind, string? login, string afterId, int limit);
}

/// <summary>Counts wrong passwords and codes under <see cref="FailureKeys"/>.</summary>
public interface ISignInFailures
{
    /// <summary>Counts one more, before anything is compared, so that many at a time are not more than one after the other.</summary>
    /// <param name="most">Beyond so many nobody is let in.</param>
    /// <returns>Until when nobody is let in; null when this one may try.</returns>
    Task<DateTimeOffset?> CountAsync(IWork work, string key, DateTimeOffset now, int most, TimeSpan lockedFor);

    /// <summary>The last one was none.</summary>
    Task TakeBackAsync(IWork work, string key);

    Task ForgetAsync(IWork work, string key);

    /// <summary>Forgets all whose keys begin so.</summary>
    Task ForgetAllAsync(IWork work, string beginning);

    Task<DateTimeOffset?> LockedUntilAsync(ISession session, string key, DateTimeOffset now, int most, TimeSpan lockedFor);

    /// <returns>The keys that begin so and have so many or more, with the time of the last.</returns>
    Task<IReadOnlyList<(string Key, DateTimeOffset LastAt)>> FullAsync(ISession session, string beginning, int most);
}
