using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Prilavok.Core;
using Prilavok.Storage;
using Prilavok.Storage.Postgres;
using Prilavok.Storage.Sqlite;

namespace Prilavok.Testing;

/// <summary>
/// A database that is spread over machines, as whoever reads sees it: each statement has a state of its own, and between two of them others
/// write. What is right here leans on no more than that one statement sees one state.
/// </summary>
/// <param name="between">What others do; runs before each statement of a reader but its first, and is told the one before it.</param>
public sealed class TornStorage(IStorage whole, StoreFixture store, Func<string, Task> between) : IStorage, IAsyncDisposable
{
    private readonly ConcurrentBag<DbConnection> _idle = [];

    public bool IsAlone => whole.IsAlone;

    public Task ProbeAsync(CancellationToken ct) => whole.ProbeAsync(ct);

    public async Task<T> ReadAsync<T>(Func<ISession, Task<T>> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var connection = _idle.TryTake(out var idle) ? idle : await store.OpenAsync();
        await using var torn = new TornConnection(connection, between);
        var result = await read(new SqlSession(torn, null, connection is SqliteConnection ? new SqliteDialect() : new PostgresDialect()));
        _idle.Add(connection); // One that something went wrong with is left to itself.
        return result;
    }

    public Task<T> WriteAsync<T>(Func<IWork, Task<T>> unit, CancellationToken ct) => whole.WriteAsync(unit, ct);

    public Task<T> WriteAsync<T>(string ownerId, Func<IOwnerWork, Task<T>> unit, CancellationToken ct) => whole.WriteAsync(ownerId, unit, ct);

    public Task<string?> AddOwnerAsync(Func<IWork, Task<string?>> add, Func<IOwnerWork, Task> furnish, CancellationToken ct) =>
        whole.AddOwnerAsync(add, furnish, ct);

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var connection))
        {
            await connection.DisposeAsync();
        }
    }
}
