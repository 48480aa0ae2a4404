namespace Prilavok.Core.Keys;

/// <summary>A key that secrets are protected with.</summary>
/// <param name="MasterId">Of the master key that wraps it.</param>
public sealed record WrappedKey(string Id, string MasterId, byte[] Wrapped, DateTimeOffset CreatedAt);

/// <summary>A master key, known by its id alone.</summary>
/// <param name="SuccessorId">The one that took its place; null of the present one.</param>
/// <param name="Successor">That one, wrapped by this; null of the present one.</param>
public sealed record MasterRow(string Id, string? SuccessorId, byte[]? Successor, DateTimeOffset CreatedAt);

/// <summary>A known text, kept as secrets are: where it does not open, they do not.</summary>
public sealed record Canary(string Name, string Kept);

/// <summary>All there is of keys in the database.</summary>
public sealed record KeyRows(IReadOnlyList<MasterRow> Masters, IReadOnlyList<WrappedKey> Keys, IReadOnlyList<Canary> Canaries)
{
    /// <summary>Null before the first start.</summary>
    public MasterRow? Present => Masters.SingleOrDefault(master => master.SuccessorId is null);
}

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

/// <summary>What is kept as a secret, and whether it opens.</summary>
public interface IKeptSecrets
{
    /// <summary>Some of what is kept, as it stands in the database.</summary>
    Task<IReadOnlyList<string>> SampleAsync(ISession session);

    /// <summary>Installations with a token that does not open.</summary>
    Task<IReadOnlyList<(string OwnerId, string AppId)>> ClosedInstallationsAsync(ISession session);

    /// <summary>Drops every other secret that does not open. What signs gets a new key; second factors stay: recovery codes open them.</summary>
    /// <returns>How many things were changed.</returns>
    Task<int> DropClosedAsync(IWork work);
}
