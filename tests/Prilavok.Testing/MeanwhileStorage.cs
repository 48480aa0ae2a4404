using Prilavok.Core;

namespace Prilavok.Testing;

/// <summary>A storage on which something happens as soon as somebody has read: what was read may be over when the next is done.</summary>
/// <param name="meanwhile">Runs once, after the first read and before its reader hears of it.</param>
public sealed class MeanwhileStorage(IStorage inner, Func<Task> meanwhile) : IStorage
{
    private int _reads;

    /// <summary>How many states were looked at.</summary>
    public int Reads => _reads;

    public bool IsAlone => inner.IsAlone;

    public Task ProbeAsync(CancellationToken ct) => inner.ProbeAsync(ct);

    public async Task<T> ReadAsync<T>(Func<ISession, Task<T>> read, CancellationToken ct)
    {
        var result = await inner.ReadAsync(read, ct);
        if (Interlocked.Increment(ref _reads) == 1)
        {
            await meanwhile();
        }

        return result;
    }

    public Task<T> WriteAsync<T>(Func<IWork, Task<T>> unit, CancellationToken ct) => inner.WriteAsync(unit, ct);

    public Task<T> WriteAsync<T>(string ownerId, Func<IOwnerWork, Task<T>> unit, CancellationToken ct) => inner.WriteAsync(ownerId, unit, ct);

    public Task<string?> AddOwnerAsync(Func<IWork, Task<string?>> add, Func<IOwnerWork, Task> furnish, CancellationToken ct) =>
        inner.AddOwnerAsync(add, furnish, ct);
}
