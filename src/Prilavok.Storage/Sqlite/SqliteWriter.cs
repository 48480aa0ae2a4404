using System.Data.Common;
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
    private readonly object _gate = new();
    private readonly Queue<Unit> _waiting = [];
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
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite writer" };
        _thread.Start();
    }

    public Task<T> EnqueueAsync<T>(Func<SqliteBatch, Task<(SqlWork Work, T Result)>> body, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Nesting.Refuse();
        var unit = new Unit<T>(body) { Asked = _meter.Mark() };
        lock (_gate)
        {
            if (_isClosing)
            {
                throw new StorageUnavailableException("The storage is closing.", null);
            }

            _waiting.Enqueue(unit);
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
        var units = new List<Unit>(_most);
        while (TryTake(wait: true, out var first))
        {
            Commit(first, units);
            units.Clear();
        }
    }

    /// <returns>False when nobody waits; of one who waited himself, that the storage closes.</returns>
    private bool TryTake(bool wait, [NotNullWhen(true)] out Unit? unit)
    {
        lock (_gate)
        {
            while (wait && _waiting.Count == 0 && !_isClosing)
            {
                Monitor.Wait(_gate);
            }

            return _waiting.TryDequeue(out unit);
        }
    }

    /// <summary>
    /// Takes in whoever comes while the batch is written. As a rule no unit fails, so none is guarded; when one does, everything is
    /// taken back and runs again, each in a savepoint. (A savepoint copies every page that its unit changes.)
    /// </summary>
    private void Commit(Unit first, List<Unit> units)
    {
        units.Add(first);
        long began, ended;
        try
        {
            _batch.Run("BEGIN IMMEDIATE");
            var isWhole = first.Run(_batch, _dialect);
            while (isWhole && units.Count < _most && TryTake(wait: false, out var next))
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

    private void RunGuarded(Unit unit)
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

    private abstract class Unit
    {
        public long Asked { get; init; }

        /// <returns>False when the unit failed and what it wrote must be taken back.</returns>
        public abstract bool Run(SqliteBatch batch, IDialect dialect);

        /// <summary>The commit is on disk.</summary>
        public abstract void Finish();

        public abstract void Fail(Exception e);
    }

    private sealed class Unit<T>(Func<SqliteBatch, Task<(SqlWork Work, T Result)>> body) : Unit
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private (SqlWork Work, T Result) _done;
        private Exception? _failure;

        public Task<T> Answer => _answer.Task;

        public override bool Run(SqliteBatch batch, IDialect dialect)
        {
            _failure = null;
            try
            {
                // The driver is synchronous, so the task is complete as a rule; where a unit waits for something, the writer does too.
                _done = body(batch).GetAwaiter().GetResult();
                return true;
            }
            catch (DbException e) when (dialect.IsUnavailable(e))
            {
                _failure = new StorageUnavailableException("The database file cannot be written now.", e);
                return false;
            }
            catch (Exception e)
            {
                _failure = e;
                return false;
            }
        }

        public override void Finish()
        {
            try
            {
                if (_failure is null)
                {
                    _done.Work.Committed();
                }
            }
            catch (Exception e)
            {
                _failure = e; // A mistake of one unit must not end the writer of all.
            }

            if (_failure is null)
            {
                _answer.TrySetResult(_done.Result);
            }
            else
            {
                _answer.TrySetException(_failure);
            }
        }

        public override void Fail(Exception e) => _answer.TrySetException(e);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A commit of {Units} units failed; none of them is kept.")]
        public static partial void CommitFailed(ILogger logger, Exception e, int units);

        [LoggerMessage(2, LogLevel.Debug, "Nothing to roll back.")]
        public static partial void RollbackFailed(ILogger logger, Exception e);
    }
}
