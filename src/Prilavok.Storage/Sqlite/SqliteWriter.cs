using System.Collections.Concurrent;
using System.Data.Common;
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
    private readonly BlockingCollection<Unit> _waiting = [];
    private readonly CachingConnection _connection;
    private readonly SqliteDialect _dialect;
    private readonly int _most;
    private readonly ILogger _logger;
    private readonly Thread _thread;

    public SqliteWriter(CachingConnection connection, SqliteDialect dialect, int most, ILogger logger)
    {
        _connection = connection;
        _dialect = dialect;
        _most = most;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite writer" };
        _thread.Start();
    }

    public Task<T> EnqueueAsync<T>(Func<CachingConnection, Task<(SqlWork Work, T Result)>> body, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Nesting.Refuse();
        var unit = new Unit<T>(body);
        try
        {
            _waiting.Add(unit, CancellationToken.None);
        }
        catch (InvalidOperationException e)
        {
            throw new StorageUnavailableException("The storage is closing.", e);
        }

        return unit.Answer;
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _connection.Dispose();
        _waiting.Dispose();
    }

    private void Run()
    {
        Nesting.Enter();
        var batch = new List<Unit>(_most);
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            Commit(first, batch);
            batch.Clear();
        }
    }

    /// <summary>
    /// Takes in whoever comes while the batch is written. As a rule no unit fails, so none is guarded; when one does, everything is
    /// taken back and runs again, each in a savepoint. (A savepoint copies every page that its unit changes.)
    /// </summary>
    private void Commit(Unit first, List<Unit> batch)
    {
        batch.Add(first);
        try
        {
            _connection.Run("BEGIN IMMEDIATE");
            var isWhole = first.Run(_connection, _dialect);
            while (isWhole && batch.Count < _most && _waiting.TryTake(out var next))
            {
                batch.Add(next);
                isWhole = next.Run(_connection, _dialect);
            }

            if (!isWhole)
            {
                _connection.Run("ROLLBACK");
                _connection.Run("BEGIN IMMEDIATE");
                batch.ForEach(RunGuarded);
            }

            _connection.Run("COMMIT");
        }
        catch (SqliteException e)
        {
            Log.CommitFailed(_logger, e, batch.Count);
            RollBack();
            var failure = new StorageUnavailableException("The database file cannot be written now.", e);
            batch.ForEach(unit => unit.Fail(failure));
            return;
        }

        batch.ForEach(unit => unit.Finish());
    }

    private void RunGuarded(Unit unit)
    {
        _connection.Run("SAVEPOINT unit");
        if (!unit.Run(_connection, _dialect))
        {
            _connection.Run("ROLLBACK TO unit");
        }

        _connection.Run("RELEASE unit");
    }

    private void RollBack()
    {
        try
        {
            _connection.Run("ROLLBACK");
        }
        catch (SqliteException e)
        {
            // A failed commit may have rolled back by itself; a transaction still open would fail the next BEGIN and be seen there.
            Log.RollbackFailed(_logger, e);
        }
    }

    private abstract class Unit
    {
        /// <returns>False when the unit failed and what it wrote must be taken back.</returns>
        public abstract bool Run(CachingConnection connection, IDialect dialect);

        /// <summary>The commit is on disk.</summary>
        public abstract void Finish();

        public abstract void Fail(Exception e);
    }

    private sealed class Unit<T>(Func<CachingConnection, Task<(SqlWork Work, T Result)>> body) : Unit
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private (SqlWork Work, T Result) _done;
        private Exception? _failure;

        public Task<T> Answer => _answer.Task;

        public override bool Run(CachingConnection connection, IDialect dialect)
        {
            _failure = null;
            try
            {
                // The driver is synchronous, so the task is complete as a rule; where a unit waits for something, the writer does too.
                _done = body(connection).GetAwaiter().GetResult();
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
