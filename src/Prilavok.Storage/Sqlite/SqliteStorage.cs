using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prilavok.Core;

namespace Prilavok.Storage.Sqlite;

/// <summary>One file, many readers, one writer.</summary>
internal sealed class SqliteStorage : IStorage, IDisposable
{
    private readonly ConcurrentBag<CachingConnection> _readers = [];
    private readonly SqliteDialect _dialect = new();
    private readonly TimeProvider _clock;
    private readonly string _connectionString;
    private readonly SqliteWriter _writer;

    public SqliteStorage(IOptions<StorageOptions> options, TimeProvider clock, ILogger<SqliteStorage> logger)
    {
        _clock = clock;
        _connectionString = ConnectionString(options.Value);
        _writer = new SqliteWriter(Open(), _dialect, options.Value.CommitUnits, logger);
    }

    public static string ConnectionString(StorageOptions options) =>
        new SqliteConnectionStringBuilder { DataSource = options.SqliteFile, Pooling = false, DefaultTimeout = 30 }.ToString();

    public async Task<T> ReadAsync<T>(Func<ISession, Task<T>> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            if (!_readers.TryTake(out var connection))
            {
                connection = Open();
            }

            // One transaction, so that several statements see one state. It wrote nothing: its end cannot fail for want of space.
            connection.Run("BEGIN");
            try
            {
                return await read(new SqlSession(connection, null, _dialect));
            }
            finally
            {
                connection.Run("COMMIT");
                _readers.Add(connection);
            }
        }
        catch (DbException e) when (_dialect.IsUnavailable(e))
        {
            throw new StorageUnavailableException("The database file cannot be read now.", e);
        }
    }

    public Task<T> WriteAsync<T>(Func<IWork, Task<T>> unit, CancellationToken ct) => _writer.EnqueueAsync(unit, ct);

    public Task<T> WriteAsync<T>(string ownerId, Func<IOwnerWork, Task<T>> unit, CancellationToken ct) =>
        _writer.EnqueueAsync(
            async work =>
            {
                var row = await work.FirstAsync<OwnerRow>(SqlOwnerWork.Lock, new { ownerId }) ?? throw new OwnerUnknownException(ownerId);
                work.Owner = new SqlOwnerWork(work.Connection, null, _dialect, ownerId, row, _clock.GetUtcNow());
                return await unit(work.Owner);
            },
            ct);

    public void Dispose()
    {
        _writer.Dispose();
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private CachingConnection Open()
    {
        var connection = new CachingConnection(_connectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; PRAGMA cache_size = -16000");
        return connection;
    }
}
