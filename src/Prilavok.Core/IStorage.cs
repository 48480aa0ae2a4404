namespace Prilavok.Core;

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
