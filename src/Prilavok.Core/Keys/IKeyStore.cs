namespace Prilavok.Core.Keys;

/// <summary>The keys of the server, in the database and unreadable in it.</summary>
public interface IKeyStore
{
    Task<KeyRows> ReadAsync(ISession session);

    /// <summary>As <see cref="ReadAsync"/>, and nobody else changes them until the work is done.</summary>
    Task<KeyRows> HoldAsync(IWork work);

    /// <summary>Adds it, or replaces how it is wrapped.</summary>
    Task SaveAsync(IWork work, WrappedKey key);

    Task SaveAsync(IWork work, MasterRow master);

    Task SaveAsync(IWork work, Canary canary);

    /// <summary>Forgets the master keys that were followed by others.</summary>
    Task RemoveFormerAsync(IWork work);

    /// <summary>Forgets all keys.</summary>
    Task RemoveAllAsync(IWork work);

    Task RemoveCanaryAsync(IWork work, string name);
}
