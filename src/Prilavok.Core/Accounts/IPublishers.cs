namespace Prilavok.Core.Accounts;

public interface IPublishers
{
    /// <returns>False when the login is taken; nothing was added then.</returns>
    Task<bool> AddAsync(IWork work, Publisher publisher);

    Task<Publisher?> FindAsync(ISession session, string publisherId);
}
