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

    /// <returns>How many rows it changed.</returns>
    public int Run(Statement statement, object?[] values)
    {
        var command = Compiled(statement.Text);
        for (var i = 0; i < values.Length; i++)
        {
            Bind(command.Parameters, i, statement.Parameters[i], values[i]);
        }

        return command.ExecuteNonQuery();
    }

    protected override DbCommand CreateDbCommand() => new LendingCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Clear();
        }

        base.Dispose(disposing);
    }

    private static void Bind(SqliteParameterCollection lent, int place, string name, object? value)
    {
        if (place == lent.Count)
        {
            lent.Add(new SqliteParameter(Marked(name), value ?? DBNull.Value));
        }
        else if (IsNamed(lent[place], name))
        {
            lent[place].Value = value ?? DBNull.Value;
            lent[place].ResetSqliteType();
        }
        else
        {
            lent[place] = new SqliteParameter(Marked(name), value ?? DBNull.Value);
        }
    }

    /// <summary>As it stands in the text: without the mark, the driver tries every mark there is, at every call.</summary>
    private static string Marked(string name) => name.StartsWith('@') ? name : "@" + name;

    private static bool IsNamed(SqliteParameter parameter, string name) =>
        parameter.ParameterName.AsSpan(1).SequenceEqual(name.StartsWith('@') ? name.AsSpan(1) : name);

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

        command.Transaction = Transaction;
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
            if (compiled.Parameters.Count != Parameters.Count)
            {
                compiled.Parameters.Clear();
            }

            for (var i = 0; i < Parameters.Count; i++)
            {
                Bind(compiled.Parameters, i, Parameters[i].ParameterName, Parameters[i].Value);
            }

            return compiled.ExecuteReader(behavior & ~CommandBehavior.CloseConnection);
        }
    }
}
