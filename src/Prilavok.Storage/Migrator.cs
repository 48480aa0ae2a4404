using System.Data.Common;
using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Prilavok.Core;

namespace Prilavok.Storage;

/// <summary>Brings the database to this version's schema when the process starts, and looks whether it is there.</summary>
public sealed class Migrator(IOptions<StorageOptions> options)
{
    /// <summary>Any number, the same in every node: one node migrates at a time.</summary>
    private const long LockNumber = 5_080_2026;

    /// <summary>The last script that this program runs.</summary>
    public static string LastScript { get; } =
        Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(IsMigration).Max(StringComparer.Ordinal)!;

    /// <exception cref="StartRefusedException">
    /// The database cannot be opened or is of a version that this one does not go on from, a script failed, or tables are missing.
    /// </exception>
    public void Run()
    {
        var isPostgres = options.Value.Postgres is { Length: > 0 };
        try
        {
            if (isPostgres)
            {
                RunPostgres(options.Value.Postgres!);
            }
            else
            {
                RunSqlite();
            }
        }
        catch (Exception e) when (e is DbException or ArgumentException)
        {
            var name = isPostgres ? "PostgreSQL" : options.Value.SqliteFile;
            throw new StartRefusedException($"The database cannot be opened ({name}): {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static bool IsMigration(string resource) => resource.StartsWith("Prilavok.Storage.Migrations.", StringComparison.Ordinal);

    private void RunSqlite()
    {
        Directory.CreateDirectory(options.Value.Data);
        using var connection = new SqliteConnection(options.Value.SqliteConnection);
        connection.Open();
        connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_master"); // What is no database says so here, in its own words.
        var builder = DeployChanges.To.SqliteDatabase(options.Value.SqliteConnection);
        Apply(builder.WithVariables(ScriptWords.Sqlite), connection, isPostgres: false);
        Verify("SELECT name FROM sqlite_master WHERE type = 'table'", connection);
    }

    private static void RunPostgres(string connectionString)
    {
        // Not from a pool: there, a closed connection keeps its session and with it the lock. Whoever waits for the lock waits long.
        var alone = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ToString();
        using var connection = new NpgsqlConnection(alone);
        connection.Open();
        connection.Execute("SELECT pg_advisory_lock(@LockNumber)", new { LockNumber });
        var schema = connection.ExecuteScalar<string?>("SELECT current_schema()")
            ?? throw new StartRefusedException("The schema that the connection string names does not exist.");
        var builder = DeployChanges.To.PostgresqlDatabase(alone).JournalToPostgresqlTable(schema, "schema_versions");
        Apply(builder.WithVariables(ScriptWords.Postgres), connection, isPostgres: true);
        Verify("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()", connection);
    }

    private static void Apply(UpgradeEngineBuilder builder, DbConnection connection, bool isPostgres)
    {
        var upgrade = builder
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), IsMigration)
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build();
        var journal = new ScriptJournal([.. upgrade.GetDiscoveredScripts().Select(script => script.Name)]);
        journal.TakeOver(upgrade.GetExecutedScripts(), connection, isPostgres);
        var result = upgrade.PerformUpgrade();
        if (!result.Successful)
        {
            throw new StartRefusedException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
    }

    /// <summary>A journal that says "done" over missing tables would fail much later, at a customer's request.</summary>
    private static void Verify(string tables, DbConnection connection)
    {
        var missing = Schema.Tables.Except(connection.Query<string>(tables), StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new StartRefusedException($"The database says it is migrated, but it lacks: {string.Join(", ", missing)}.");
        }
    }
}
