using System.Data.Common;
using System.Reflection;
using Dapper;
using Prilavok.Core;

namespace Prilavok.Storage;

/// <summary>The names of the scripts that have run on a database, judged before others run.</summary>
/// <param name="known">Names of the scripts of this program.</param>
internal sealed class ScriptJournal(IReadOnlyCollection<string> known)
{
    /// <summary>The oldest database that is taken over: it lacks only scripts that lie in <see cref="FormerFolder"/>.</summary>
    private const string OldestTakenOver = "0018_attempts";

    private const string FormerFolder = "Prilavok.Storage.FormerMigrations.";

    private const string Baseline = "Prilavok.Storage.Migrations.0027_baseline.sql";

    private const string ReplaceInSqlite = """
        UPDATE SchemaVersions SET ScriptName = @Baseline WHERE ScriptName = 'Prilavok.Storage.Sqlite.Migrations.' || @last || '.sql';
        DELETE FROM SchemaVersions WHERE ScriptName LIKE 'Prilavok.Storage.Sqlite.Migrations.%';
        """;

    /// <summary>Tables that were written anew under another name have kept it in their keys.</summary>
    private const string ReplaceInPostgres = """
        UPDATE schema_versions SET scriptname = @Baseline WHERE scriptname = 'Prilavok.Storage.Postgres.Migrations.' || @last || '.sql';
        DELETE FROM schema_versions WHERE scriptname LIKE 'Prilavok.Storage.Postgres.Migrations.%';
        ALTER INDEX IF EXISTS lanes_next_pkey RENAME TO lanes_pkey;
        ALTER INDEX IF EXISTS attempts_next_pkey1 RENAME TO attempts_pkey;
        ALTER INDEX IF EXISTS documents_by_id_pkey RENAME TO documents_pkey;
        ALTER SEQUENCE IF EXISTS attempts_next_id_seq RENAME TO attempts_id_seq;
        """;

    private static readonly Assembly Own = Assembly.GetExecutingAssembly();

    /// <summary>The last scripts that the baseline stands for, which a database of an older program may lack.</summary>
    private static readonly string[] Former =
        [.. Own.GetManifestResourceNames().Where(name => name.StartsWith(FormerFolder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Program =>
        $"this program (version {Own.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion})";

    /// <summary>Number and title of a script, whatever folder it lay in: numbers go on from one folder to the next.</summary>
    public static string NameOf(string script) => script.Split("Migrations.")[^1].Replace(".sql", "", StringComparison.Ordinal);

    /// <summary>Runs those of the last former scripts that a database lacks, and lets the baseline stand for them and all before them.</summary>
    /// <exception cref="StartRefusedException">A newer program has changed the database, or it is too old.</exception>
    public void TakeOver(IReadOnlyCollection<string> executed, DbConnection connection, bool isPostgres)
    {
        var foreign = executed.Except(known, StringComparer.Ordinal).Select(NameOf).Order(StringComparer.Ordinal).ToList();
        var newer = foreign.Where(name => string.CompareOrdinal(name, NameOf(Baseline)) >= 0).ToList();
        if (newer.Count > 0)
        {
            throw new StartRefusedException(
                $"The database is of a newer version: it has the migration {string.Join(", ", newer)}, and {Program} knows those up to "
                + $"{known.Select(NameOf).Max(StringComparer.Ordinal)}. Start the newer program again, or restore the backup that was taken before "
                    + $"the upgrade.");
        }

        if (foreign is not [.., var last])
        {
            return;
        }

        if (string.CompareOrdinal(last, OldestTakenOver) < 0)
        {
            throw new StartRefusedException(
                $"The database is of an older version: its last migration is {last}, and {Program} goes on from {OldestTakenOver}. "
                + $"Start once a program whose last migration is {OldestTakenOver} or a later one before {NameOf(Baseline)}; then start this one.");
        }

        using var transaction = connection.BeginTransaction();
        foreach (var script in Former.Where(script => string.CompareOrdinal(NameOf(script), last) > 0))
        {
            connection.Execute(TextOf(script, isPostgres ? ScriptWords.Postgres : ScriptWords.Sqlite), transaction: transaction);
        }

        connection.Execute(isPostgres ? ReplaceInPostgres : ReplaceInSqlite, new { Baseline, last }, transaction);
        transaction.Commit();
    }

    private static string TextOf(string script, IReadOnlyDictionary<string, string> words)
    {
        using var reader = new StreamReader(Own.GetManifestResourceStream(script)!);
        return words.Aggregate(reader.ReadToEnd(), (text, word) => text.Replace($"${word.Key}$", word.Value, StringComparison.Ordinal));
    }
}
