namespace Prilavok.Core;

/// <summary>A place to read from: a consistent view of the storage. Opaque outside the storage.</summary>
public interface ISession;

/// <summary>One unit of work. What it wrote becomes visible together, or not at all.</summary>
public interface IWork : ISession
{
    /// <summary>
    /// Runs <paramref name="action"/> once the work is durable; never when it was rolled back. Must be short and must not throw.
    /// Other nodes hear of it, and forget what they remember of the owner; of work on no owner, what they remember of publishers.
    /// </summary>
    void AfterCommit(Action action);
}

/// <summary>A unit of work on one owner's business. It holds the owner's row, so an owner's changes form one line.</summary>
public interface IOwnerWork : IWork
{
    string OwnerId { get; }

    /// <summary>The owner's clock: real time plus the offset of the sandbox.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The number of the owner's last event, those appended by this work included.</summary>
    long Head { get; }
}

/// <summary>The only way in and out of the database.</summary>
public interface IStorage
{
    /// <summary>No other process uses it.</summary>
    bool IsAlone { get; }

    /// <summary>Writes a little, all the way to the disk.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be written now.</exception>
    Task ProbeAsync(CancellationToken ct);

    Task<T> ReadAsync<T>(Func<ISession, Task<T>> read, CancellationToken ct);

    /// <summary>Runs the unit and answers once it is durable. The unit may run again after a transient failure.</summary>
    Task<T> WriteAsync<T>(Func<IWork, Task<T>> unit, CancellationToken ct);

    /// <summary>As <see cref="WriteAsync{T}(Func{IWork, Task{T}}, CancellationToken)"/>, holding the owner.</summary>
    /// <exception cref="OwnerUnknownException">There is no such owner (any more).</exception>
    Task<T> WriteAsync<T>(string ownerId, Func<IOwnerWork, Task<T>> unit, CancellationToken ct);

    /// <summary>Adds an owner and furnishes it in one unit: nobody sees the half of it.</summary>
    /// <param name="add">Answers with the owner's id, or null to leave it.</param>
    Task<string?> AddOwnerAsync(Func<IWork, Task<string?>> add, Func<IOwnerWork, Task> furnish, CancellationToken ct);
}

/// <summary>The owner does not exist, or is gone since the caller was recognised.</summary>
public sealed class OwnerUnknownException(string ownerId) : Exception($"There is no owner {ownerId}.")
{
    public string OwnerId { get; } = ownerId;
}

/// <summary>The server must not start as things are.</summary>
/// <param name="message">Why, and what helps, in words for whoever starts it.</param>
public sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The storage cannot be reached or cannot write now; the same call may work later.</summary>
public sealed class StorageUnavailableException(string message, Exception? cause) : Exception(message, cause);
