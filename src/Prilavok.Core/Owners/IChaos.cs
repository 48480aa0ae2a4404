namespace Prilavok.Core.Owners;

public interface IChaos
{
    /// <summary>Null where nothing goes wrong on purpose.</summary>
    Task<Chaos?> FindAsync(ISession session, string ownerId);

    /// <param name="chaos">Null ends it.</param>
    Task SaveAsync(IOwnerWork work, Chaos? chaos);
}
