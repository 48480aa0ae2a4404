using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Prilavok.Storage.Sqlite;

/// <summary>
/// A connection that compiles each statement once. The driver compiles anew for every command object, which costs more than
/// running the statement; here a command lends the compiled one of its text and only binds values.
/// </summary>
internal sealed class CachingConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>The project has fewer statements than this; a bound against texts made at run time.</summary>
    private const int MostStatements = 500;

    private readonly Dictionary<string, SqliteCommand> _compiled = new(StringComparer.Ordinal);

    /// <summary>For statements without parameters.</summary>
    public void Run(string text) => Compiled(text).ExecuteNonQuery();

    protected override DbCommand CreateDbCommand() => new LendingCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Clear();
        }

        base.Dispose(disposing);
    }

    private void Clear()
    {
        foreach (var command in _compiled.Values)
        {
            command.Dispose();
        }

        _compiled.Clear();
    }

    private SqliteCommand Compiled(string text)
    {
        if (!_compiled.TryGetValue(text, out var command))
        {
            if (_compiled.Count >= MostStatements)
            {
                Clear();
            }

#pragma warning disable CA2100 // Passed on from a command of this project, where the rule has looked at it.
            command = new SqliteCommand(text, this);
#pragma warning restore CA2100
            _compiled.Add(text, command);
        }

        return command;
    }

    /// <summary>Collects the text and the values; the compiled command does the work.</summary>
    private sealed class LendingCommand : SqliteCommand
    {
        private readonly CachingConnection _owner;

        public LendingCommand(CachingConnection owner)
        {
            _owner = owner;
            Connection = owner;
        }

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            var compiled = _owner.Compiled(CommandText);
            var lent = compiled.Parameters;
            if (lent.Count != Parameters.Count)
            {
                lent.Clear();
            }

            for (var i = 0; i < Parameters.Count; i++)
            {
                var given = Parameters[i];
                if (i == lent.Count)
                {
                    lent.Add(new SqliteParameter(given.ParameterName, given.Value ?? DBNull.Value));
                }
                else if (lent[i].ParameterName == given.ParameterName)
                {
                    lent[i].Value = given.Value ?? DBNull.Value;
                    lent[i].ResetSqliteType();
                }
                else
                {
                    lent[i] = new SqliteParameter(given.ParameterName, given.Value ?? DBNull.Value);
                }
            }

            compiled.Transaction = _owner.Transaction;
            return compiled.ExecuteReader(behavior & ~CommandBehavior.CloseConnection);
        }
    }
}
