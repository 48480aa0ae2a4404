using Prilavok.Core;

namespace Prilavok.Storage.Sqlite;

/// <summary>The transaction of the units that commit together. Those of one owner share what they hold of it.</summary>
internal sealed class SqliteBatch(CachingConnection connection, SqliteDialect dialect, TimeProvider clock) : IDisposable
{
    /// <summary>By owner, the last unit that held it.</summary>
    private readonly Dictionary<string, SqlOwnerWork> _held = new(StringComparer.Ordinal);

    public void Run(string statement) => connection.Run(statement);

    /// <summary>A unit of no owner in particular: it sees all that the units before it wrote.</summary>
    public async Task<SqlWork> OpenAsync()
    {
        await FinishAsync();
        return new SqlWork(connection, null, dialect);
    }

    /// <exception cref="OwnerUnknownException">There is no such owner.</exception>
    public async Task<SqlOwnerWork> HoldAsync(string ownerId)
    {
        var work = _held.TryGetValue(ownerId, out var former) && !former.Owner.IsGone
            ? former.Next(clock)
            : await SqlOwnerWork.HoldAsync(connection, null, dialect, ownerId, clock);
        _held[ownerId] = work;
        return work;
    }

    public async Task<(SqlWork Work, string? OwnerId)> AddAsync(Func<IWork, Task<string?>> add, Func<IOwnerWork, Task> furnish)
    {
        await FinishAsync();
        return await SqlOwnerWork.AddAsync(connection, null, dialect, add, furnish, clock);
    }

    /// <summary>Writes what the units put off, and lets go of their owners.</summary>
    public async Task FinishAsync()
    {
        foreach (var work in _held.Values)
        {
            await work.FinishAsync();
        }

        _held.Clear();
    }

    /// <summary>What was held is of no more worth: the transaction is taken back.</summary>
    public void Forget() => _held.Clear();

    public void Dispose() => connection.Dispose();
}
