using System.Collections.Concurrent;
using System.Data.Common;
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
    private readonly string _connectionString;
    private readonly SqliteWriter _writer;
    private volatile bool _isClosed;

    public SqliteStorage(IOptions<StorageOptions> options, StorageMeter meter, TimeProvider clock, ILogger<SqliteStorage> logger)
    {
        _connectionString = options.Value.SqliteConnection;
        _writer = new SqliteWriter(new SqliteBatch(Open(), _dialect, clock), _dialect, options.Value.CommitUnits, meter, logger);
    }

    public bool IsAlone => true;

    public async Task<T> ReadAsync<T>(Func<ISession, Task<T>> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        CachingConnection? reader = null;
        try
        {
            reader = _readers.TryTake(out var idle) ? idle : Open();

            // One transaction, so that several statements see one state.
            reader.Run("BEGIN");
            return await read(new SqlSession(reader, null, _dialect));
        }
        catch (DbException e) when (_dialect.IsUnavailable(e))
        {
            throw new StorageUnavailableException("The database file cannot be read now.", e);
        }
        finally
        {
            PutBack(reader);
        }
    }

    public Task ProbeAsync(CancellationToken ct) => WriteAsync(work => SqlSession.Of(work).ProbeAsync(), ct);

    public Task<T> WriteAsync<T>(Func<IWork, Task<T>> unit, CancellationToken ct) => _writer.EnqueueAsync(
        null,
        async batch =>
        {
            var work = await batch.OpenAsync();
            return (work, await unit(work));
        },
        ct);

    public async Task<T> WriteAsync<T>(string ownerId, Func<IOwnerWork, Task<T>> unit, CancellationToken ct)
    {
        using var span = CommitSpan.Begin(StorageMeter.Sqlite, ownerId);
        var trace = CommitSpan.TraceOf(span);
        return await _writer.EnqueueAsync(
            ownerId,
            async batch =>
            {
                var work = await batch.HoldAsync(ownerId);
                work.Trace = trace; // The writer's thread knows nothing of the caller.
                return (work as SqlWork, await unit(work));
            },
            ct);
    }

    public Task<string?> AddOwnerAsync(Func<IWork, Task<string?>> add, Func<IOwnerWork, Task> furnish, CancellationToken ct) =>
        _writer.EnqueueAsync(null, batch => batch.AddAsync(add, furnish), ct);

    public void Dispose()
    {
        _isClosed = true;
        _writer.Dispose();
        CloseReaders();
    }

    /// <summary>It wrote nothing, so the end of its transaction fails only where the connection is of no more use.</summary>
    private void PutBack(CachingConnection? reader)
    {
        try
        {
            reader?.Run("COMMIT");
        }
        catch (SqliteException)
        {
            reader!.Dispose();
            return;
        }

        if (reader is not null)
        {
            _readers.Add(reader);
        }

        if (_isClosed)
        {
            CloseReaders();
        }
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private CachingConnection Open()
    {
        var connection = new CachingConnection(_connectionString);
        connection.Open();
        connection.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; PRAGMA cache_size = -16000");

        // A page that many commits change, as the last of an index, is carried over to the file once for all of them. 32 MB.
        connection.Run("PRAGMA wal_autocheckpoint = 8000");
        return connection;
    }
}
