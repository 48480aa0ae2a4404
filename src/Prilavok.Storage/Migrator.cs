using System.Data.Common;
using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Prilavok.Core;
using Prilavok.Storage.Sqlite;

namespace Prilavok.Storage;

/// <summary>Brings the database to this version's schema when the process starts, and looks whether it is there.</summary>
public sealed class Migrator(IOptions<StorageOptions> options)
{
    /// <summary>Any number, the same in every node: one node migrates at a time.</summary>
    private const long LockNumber = 5_080_2026;

    /// <exception cref="StartRefusedException">The database cannot be opened or is of a newer version, a script failed, or the schema is not what the scripts say.</exception>
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

    private void RunSqlite()
    {
        Directory.CreateDirectory(options.Value.Data);
        using var connection = new SqliteConnection(SqliteStorage.ConnectionString(options.Value));
        connection.Open();
        connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_master"); // What is no database says so here, in its own words.
        Apply(DeployChanges.To.SqliteDatabase(SqliteStorage.ConnectionString(options.Value)), "Sqlite");
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
        Apply(DeployChanges.To.PostgresqlDatabase(alone).JournalToPostgresqlTable(schema, "schema_versions"), "Postgres");
        Verify("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()", connection);
    }

    private static void Apply(UpgradeEngineBuilder builder, string engine)
    {
        var upgrade = builder
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.Contains($".{engine}.Migrations.", StringComparison.Ordinal))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build();
        RefuseNewer(upgrade);
        var result = upgrade.PerformUpgrade();
        if (!result.Successful)
        {
            throw new StartRefusedException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
    }

    /// <summary>A newer program has been here: what it made of the database, this one does not know and would spoil.</summary>
    private static void RefuseNewer(UpgradeEngine upgrade)
    {
        var unknown = upgrade.GetExecutedButNotDiscoveredScripts().Select(NameOf).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            var known = upgrade.GetDiscoveredScripts().Select(script => NameOf(script.Name)).Max(StringComparer.Ordinal);
            var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            throw new StartRefusedException(
                $"The database is of a newer version: it has the migration {string.Join(", ", unknown)}, and this program (version {version}) knows those up to {known}. "
                + "Start the newer program again, or restore the backup that was taken before the upgrade.");
        }

        static string NameOf(string script) => script.Split(".Migrations.")[^1].Replace(".sql", "", StringComparison.Ordinal);
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
