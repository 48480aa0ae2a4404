using System.Data.Common;
using Prilavok.Core;

namespace Prilavok.Storage.Sqlite;

/// <summary>What one caller wants to be written, whole or not at all.</summary>
internal abstract class SqliteUnit
{
    public long Asked { get; init; }

    /// <returns>False when the unit failed and what it wrote must be taken back.</returns>
    public abstract bool Run(SqliteBatch batch, IDialect dialect);

    /// <summary>The commit is on disk.</summary>
    public abstract void Finish();

    public abstract void Fail(Exception e);
}

internal sealed class SqliteUnit<T>(Func<SqliteBatch, Task<(SqlWork Work, T Result)>> body) : SqliteUnit
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
