using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

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

    private readonly Dictionary<Statement, (sqlite3_stmt Handle, int[] Places)> _direct = new(ReferenceEqualityComparer.Instance);

    /// <summary>For statements without parameters.</summary>
    public void Run(string text) => Compiled(text).ExecuteNonQuery();

    /// <summary>
    /// The hot path of writing goes past the driver's commands, whose readers and parameter objects cost more than most statements.
    /// </summary>
    /// <returns>How many rows it changed.</returns>
    /// <exception cref="SqliteException">As the driver throws it.</exception>
    public int Run(Statement statement, object?[] values) => Run(statement, values, null);

    /// <inheritdoc cref="Run(Statement, object?[])"/>
    /// <param name="returned">Takes the rows that the statement returns; null when it returns none.</param>
    public int Run(Statement statement, object?[] values, List<object?[]>? returned)
    {
        var compiled = Direct(statement);
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(compiled.Handle, compiled.Places[i], values[i]));
        }

        var ended = raw.sqlite3_step(compiled.Handle);
        while (ended == raw.SQLITE_ROW && returned is not null)
        {
            returned.Add(RowOf(compiled.Handle));
            ended = raw.sqlite3_step(compiled.Handle);
        }

        if (ended == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(compiled.Handle);
            return raw.sqlite3_changes(Handle);
        }

        Check(raw.sqlite3_reset(compiled.Handle)); // Says what the step died of.
        throw new InvalidOperationException("A statement of the hot path returns rows: " + statement.Text);
    }

    protected override DbCommand CreateDbCommand() => new LendingCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Clear();
            foreach (var (handle, _) in _direct.Values)
            {
                handle.Dispose();
            }

            _direct.Clear();
        }

        base.Dispose(disposing);
    }

    private static object?[] RowOf(sqlite3_stmt handle)
    {
        var row = new object?[raw.sqlite3_column_count(handle)];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = raw.sqlite3_column_type(handle, i) switch
            {
                raw.SQLITE_NULL => null,
                raw.SQLITE_INTEGER => raw.sqlite3_column_int64(handle, i),
                raw.SQLITE_BLOB => raw.sqlite3_column_blob(handle, i).ToArray(),
                _ => raw.sqlite3_column_text(handle, i).utf8_to_string(),
            };
        }

        return row;
    }

    private static int Bind(sqlite3_stmt handle, int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(handle, place),
        string text => raw.sqlite3_bind_text(handle, place, text),
        long number => raw.sqlite3_bind_int64(handle, place, number),
        int number => raw.sqlite3_bind_int64(handle, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(handle, place, bytes),
        _ => throw new InvalidOperationException($"No column holds a {value.GetType().Name}."),
    };

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

    private (sqlite3_stmt Handle, int[] Places) Direct(Statement statement)
    {
        if (!_direct.TryGetValue(statement, out var compiled))
        {
            Check(raw.sqlite3_prepare_v3(Handle, statement.Text, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
            compiled = (handle, [.. statement.Parameters.Select(name => raw.sqlite3_bind_parameter_index(handle, name))]);
            _direct.Add(statement, compiled);
        }

        return compiled;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, Handle);

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
