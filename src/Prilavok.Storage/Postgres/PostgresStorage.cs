using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Prilavok.Core;

namespace Prilavok.Storage.Postgres;

/// <summary>Many nodes on one database. The owner's row is the lock of the owner's business.</summary>
internal sealed class PostgresStorage(
    NpgsqlDataSource source, PostgresAnnouncer announcer, StorageMeter meter, IOptions<StorageOptions> options, TimeProvider clock) : IStorage
{
    /// <summary>Of the connections, units of one owner may have so great a part, and two at least.</summary>
    private const int PartOfOwner = 8;

    /// <summary>Between two tries to be granted a connection.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private const int MostRepeats = 5;

    /// <summary>Under this name publishers are remembered.</summary>
    private const string OfNoOwner = "";

    private readonly PostgresDialect _dialect = new();

    /// <summary>Units of one owner would wait for the owner's row, each with a connection that others want.</summary>
    private readonly Lines<string> _lines = new(
        Math.Max(2, new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize / PartOfOwner), options.Value.PostgresPatience, clock);

    /// <summary>
    /// Statements are prepared as they recur. A silent connection is tried from time to time, or a dead one would be listened to for ever.
    /// </summary>
    public static NpgsqlDataSource Connect(string connectionString, StorageOptions options, ILoggerFactory loggers)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 200 };
        // Npgsql's own knows not what was said and what is its default.
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!said.ContainsKey("Maximum Pool Size") && !said.ContainsKey("MaxPoolSize"))
        {
            settings.MaxPoolSize = options.PostgresConnections;
        }

        if (!said.ContainsKey("Timeout"))
        {
            settings.Timeout = (int)Math.Ceiling(options.PostgresPatience.TotalSeconds);
        }

        settings.KeepAlive = settings.KeepAlive == 0 ? 30 : settings.KeepAlive;
        var builder = new NpgsqlDataSourceBuilder(settings.ToString()).UseLoggerFactory(loggers); // Statements, never what is in them.

        // A statement is a span in the trace of whoever asked for it. What workers look for every second is in no trace.
        builder.ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .EnablePhysicalOpenTracing(false));
        return builder.Build();
    }

    public bool IsAlone => false;

    public async Task<T> ReadAsync<T>(Func<ISession, Task<T>> read, CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            return await read(new SqlSession(connection, transaction, _dialect));
        }
        catch (DbException e) when (_dialect.IsUnavailable(e))
        {
            throw new StorageUnavailableException("The database cannot be reached now.", e);
        }
    }

    public Task ProbeAsync(CancellationToken ct) => WriteAsync(work => SqlSession.Of(work).ProbeAsync(), ct);

    public Task<T> WriteAsync<T>(Func<IWork, Task<T>> unit, CancellationToken ct) => RepeatAsync(
        async (connection, transaction) =>
        {
            var work = new SqlWork(connection, transaction, _dialect);
            var result = await unit(work);
            Announce(work, OfNoOwner);
            return (work, result);
        },
        ct);

    public async Task<T> WriteAsync<T>(string ownerId, Func<IOwnerWork, Task<T>> unit, CancellationToken ct)
    {
        using var span = CommitSpan.Begin(StorageMeter.Postgres, ownerId);
        var trace = CommitSpan.TraceOf(span);
        Nesting.Refuse();
        if (!await _lines.TryEnterAsync(ownerId, ct))
        {
            throw new StorageUnavailableException("Too many units of this owner wait for the database.", null);
        }

        try
        {
            return await RepeatAsync(
                async (connection, transaction) =>
                {
                    var work = await SqlOwnerWork.HoldAsync(connection, transaction, _dialect, ownerId, clock);
                    work.Trace = trace;
                    var result = await unit(work);
                    await work.FinishAsync();
                    Announce(work, ownerId);
                    return (work as SqlWork, result);
                },
                ct);
        }
        finally
        {
            _lines.Leave(ownerId);
        }
    }

    public Task<string?> AddOwnerAsync(Func<IWork, Task<string?>> add, Func<IOwnerWork, Task> furnish, CancellationToken ct) =>
        RepeatAsync((connection, transaction) => SqlOwnerWork.AddAsync(connection, transaction, _dialect, add, furnish, clock), ct);

    /// <summary>Where the database grants no more connections, one is waited for: others give theirs back.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var asked = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await source.OpenConnectionAsync(ct);
            }
            catch (PostgresException e) when (
                e.SqlState == PostgresErrorCodes.TooManyConnections && clock.GetElapsedTime(asked) < options.Value.PostgresPatience)
            {
                await Task.Delay(Pause, clock, ct);
            }
        }
    }

    private void Announce(SqlWork work, string ownerId)
    {
        if (work.Announce)
        {
            work.InThisProcess(() => announcer.Announce(ownerId));
        }
    }

    private async Task<T> RepeatAsync<T>(Func<NpgsqlConnection, NpgsqlTransaction, Task<(SqlWork Work, T Result)>> unit, CancellationToken ct)
    {
        Nesting.Refuse();
        Nesting.Enter();
        var asked = meter.Mark();
        for (var repeat = 0; ; repeat++)
        {
            try
            {
                await using var connection = await OpenAsync(ct);
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
                var (work, result) = await unit(connection, transaction);

                // A commit under way is not called back: its caller would not know whether it happened.
                var began = meter.Mark();
                await transaction.CommitAsync(CancellationToken.None);
                var ended = meter.Mark();
                work.Committed();
                meter.Committed(StorageMeter.Postgres, 1, asked, began, ended);
                return result;
            }
            catch (DbException e) when (PostgresDialect.IsWorthRepeating(e) && repeat < MostRepeats)
            {
                // The database asks for it: nothing of this attempt is left.
            }
            catch (DbException e) when (_dialect.IsUnavailable(e))
            {
                throw new StorageUnavailableException("The database cannot be reached now.", e);
            }
        }
    }
}
