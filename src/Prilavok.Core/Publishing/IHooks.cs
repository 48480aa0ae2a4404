namespace Prilavok.Core.Publishing;

public interface IHooks
{
    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<Hook>> ListAsync(ISession session, string appId, string versionId, Page page);

    Task<Hook?> FindAsync(ISession session, string appId, string versionId, string hookId);

    Task SaveAsync(IWork work, Hook hook);

    Task RemoveAsync(IWork work, Hook hook);
}
