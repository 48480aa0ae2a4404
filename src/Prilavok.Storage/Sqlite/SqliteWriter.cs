using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Prilavok.Core;

namespace Prilavok.Storage.Sqlite;

/// <summary>
/// The one writer of the file. It takes the units that wait, runs one after the other and commits them together: one sync to
/// disk for many callers. A caller is answered after the commit; a unit that fails takes no other with it.
/// </summary>
internal sealed partial class SqliteWriter : IDisposable
{
    /// <summary>Of an owner while others wait.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(2);

    /// <summary>After so long a commit takes nobody in any more: those that are in it wait for its end.</summary>
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMilliseconds(20);

    private readonly object _gate = new();
    private readonly Turns<SqliteUnit> _waiting;
    private readonly long _longest;
    private readonly SqliteBatch _batch;
    private readonly SqliteDialect _dialect;
    private readonly int _most;
    private readonly StorageMeter _meter;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private bool _isClosing;

    public SqliteWriter(SqliteBatch batch, SqliteDialect dialect, int most, StorageMeter meter, ILogger logger)
    {
        _batch = batch;
        _dialect = dialect;
        _most = most;
        _meter = meter;
        _logger = logger;
        _waiting = new Turns<SqliteUnit>(meter.TicksOf(Turn));
        _longest = meter.TicksOf(LongestBatch);
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite writer" };
        _thread.Start();
    }

    /// <param name="ownerId">Whose turn it takes; null is of no owner.</param>
    public Task<T> EnqueueAsync<T>(string? ownerId, Func<SqliteBatch, Task<(SqlWork Work, T Result)>> body, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Nesting.Refuse();
        var unit = new SqliteUnit<T>(body) { Asked = _meter.Mark() };
        lock (_gate)
        {
            if (_isClosing)
            {
                throw new StorageUnavailableException("The storage is closing.", null);
            }

            _waiting.Add(ownerId, unit);
            Monitor.Pulse(_gate);
        }

        return unit.Answer;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosing = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _batch.Dispose();
    }

    private void Run()
    {
        Nesting.Enter();
        var units = new List<SqliteUnit>(_most);
        while (TryTake(wait: true, out var first))
        {
            Commit(first, units);
            units.Clear();
        }
    }

    /// <returns>False when nobody waits; of one who waited himself, that the storage closes.</returns>
    private bool TryTake(bool wait, [NotNullWhen(true)] out SqliteUnit? unit)
    {
        lock (_gate)
        {
            while (wait && _waiting.Count == 0 && !_isClosing)
            {
                Monitor.Wait(_gate);
            }

            return _waiting.TryTake(_meter.Mark(), out unit);
        }
    }

    /// <summary>
    /// Takes in whoever comes while the batch is written. As a rule no unit fails, so none is guarded; when one does, everything is
    /// taken back and runs again, each in a savepoint. (A savepoint copies every page that its unit changes.)
    /// </summary>
    private void Commit(SqliteUnit first, List<SqliteUnit> units)
    {
        units.Add(first);
        long began, ended;
        try
        {
            var taken = _meter.Mark();
            _batch.Run("BEGIN IMMEDIATE");
            var isWhole = first.Run(_batch, _dialect);
            while (isWhole && units.Count < _most && _meter.Mark() - taken < _longest && TryTake(wait: false, out var next))
            {
                units.Add(next);
                isWhole = next.Run(_batch, _dialect);
            }

            if (isWhole)
            {
                _batch.FinishAsync().GetAwaiter().GetResult();
            }
            else
            {
                _batch.Forget();
                _batch.Run("ROLLBACK");
                _batch.Run("BEGIN IMMEDIATE");
                units.ForEach(RunGuarded);
            }

            began = _meter.Mark();
            _batch.Run("COMMIT");
            ended = _meter.Mark();
        }
        catch (Exception e)
        {
            // A mistake of ours included: the writer of all must not end.
            Log.CommitFailed(_logger, e, units.Count);
            RollBack();
            var failure = new StorageUnavailableException("The database file cannot be written now.", e);
            units.ForEach(unit => unit.Fail(failure));
            return;
        }

        units.ForEach(unit => unit.Finish());
        _meter.Committed(StorageMeter.Sqlite, units.Count, first.Asked, began, ended);
    }

    private void RunGuarded(SqliteUnit unit)
    {
        _batch.Run("SAVEPOINT unit");
        if (unit.Run(_batch, _dialect))
        {
            _batch.FinishAsync().GetAwaiter().GetResult();
        }
        else
        {
            _batch.Forget();
            _batch.Run("ROLLBACK TO unit");
        }

        _batch.Run("RELEASE unit");
    }

    private void RollBack()
    {
        _batch.Forget();
        try
        {
            _batch.Run("ROLLBACK");
        }
        catch (SqliteException e)
        {
            // A failed commit may have rolled back by itself; a transaction still open would fail the next BEGIN and be seen there.
            Log.RollbackFailed(_logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A commit of {Units} units failed; none of them is kept.")]
        public static partial void CommitFailed(ILogger logger, Exception e, int units);

        [LoggerMessage(2, LogLevel.Debug, "Nothing to roll back.")]
        public static partial void RollbackFailed(ILogger logger, Exception e);
    }
}
