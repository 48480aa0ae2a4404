using System.Data.Common;
using System.Reflection;
using Dapper;
using Prilavok.Core;

namespace Prilavok.Storage;

/// <summary>The names of the scripts that have run on a database, judged before others run.</summary>
/// <param name="known">Names of the scripts of this program.</param>
internal sealed class ScriptJournal(IReadOnlyCollection<string> known)
{
    /// <summary>The last of the scripts that the baseline stands for. Their journal says so in place of each of them.</summary>
    private const string LastReplaced = "0026_keyed_calls";

    private const string Baseline = "Prilavok.Storage.Migrations.0027_baseline.sql";

    private const string ReplaceInSqlite = """
        UPDATE SchemaVersions SET ScriptName = @Baseline WHERE ScriptName = 'Prilavok.Storage.Sqlite.Migrations.0026_keyed_calls.sql';
        DELETE FROM SchemaVersions WHERE ScriptName LIKE 'Prilavok.Storage.Sqlite.Migrations.%';
        """;

    /// <summary>Tables that were written anew under another name have kept it in their keys.</summary>
    private const string ReplaceInPostgres = """
        UPDATE schema_versions SET scriptname = @Baseline WHERE scriptname = 'Prilavok.Storage.Postgres.Migrations.0026_keyed_calls.sql';
        DELETE FROM schema_versions WHERE scriptname LIKE 'Prilavok.Storage.Postgres.Migrations.%';
        ALTER INDEX IF EXISTS lanes_next_pkey RENAME TO lanes_pkey;
        ALTER INDEX IF EXISTS attempts_next_pkey1 RENAME TO attempts_pkey;
        ALTER SEQUENCE IF EXISTS attempts_next_id_seq RENAME TO attempts_id_seq;
        """;

    private static string Program =>
        $"this program (version {Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion})";

    /// <summary>Number and title of a script, whatever folder it lay in: numbers go on from one folder to the next.</summary>
    public static string NameOf(string script) => script.Split(".Migrations.")[^1].Replace(".sql", "", StringComparison.Ordinal);

    /// <summary>Lets the baseline stand for the scripts of former versions, when all of them have run.</summary>
    /// <exception cref="StartRefusedException">A newer program has changed the database, or the last of the former scripts is missing.</exception>
    public void TakeOver(IReadOnlyCollection<string> executed, DbConnection connection, bool isPostgres)
    {
        var foreign = executed.Except(known, StringComparer.Ordinal).Select(NameOf).Order(StringComparer.Ordinal).ToList();
        var newer = foreign.Where(name => string.CompareOrdinal(name, NameOf(Baseline)) >= 0).ToList();
        if (newer.Count > 0)
        {
            throw new StartRefusedException(
                $"The database is of a newer version: it has the migration {string.Join(", ", newer)}, and {Program} knows those up to "
                + $"{known.Select(NameOf).Max(StringComparer.Ordinal)}. Start the newer program again, or restore the backup that was taken before the upgrade.");
        }

        if (foreign is not [.., var last])
        {
            return;
        }

        if (last != LastReplaced)
        {
            throw new StartRefusedException(
                $"The database is of an older version: its last migration is {last}, and {Program} goes on from {LastReplaced}. "
                + $"Start once the program whose last migration is {LastReplaced}, the last one before {NameOf(Baseline)}; then start this one.");
        }

        using var transaction = connection.BeginTransaction();
        connection.Execute(isPostgres ? ReplaceInPostgres : ReplaceInSqlite, new { Baseline }, transaction);
        transaction.Commit();
    }
}
