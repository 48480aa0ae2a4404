using System.Data.Common;
using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Prilavok.Storage.Sqlite;

namespace Prilavok.Storage;

/// <summary>Brings the database to this version's schema when the process starts, and looks whether it is there.</summary>
public sealed class Migrator(IOptions<StorageOptions> options)
{
    /// <summary>Any number, the same in every node: one node migrates at a time.</summary>
    private const long LockNumber = 5_080_2026;

    /// <exception cref="InvalidOperationException">A script failed, or the schema is not what the scripts say.</exception>
    public void Run()
    {
        if (options.Value.Postgres is { Length: > 0 } connectionString)
        {
            RunPostgres(connectionString);
        }
        else
        {
            Directory.CreateDirectory(options.Value.Data);
            Apply(DeployChanges.To.SqliteDatabase(SqliteStorage.ConnectionString(options.Value)), "Sqlite");
            using var connection = new SqliteConnection(SqliteStorage.ConnectionString(options.Value));
            Verify("SELECT name FROM sqlite_master WHERE type = 'table'", connection);
        }
    }

    private static void RunPostgres(string connectionString)
    {
        // Not from a pool: there, a closed connection keeps its session and with it the lock. Whoever waits for the lock waits long.
        var alone = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ToString();
        using var connection = new NpgsqlConnection(alone);
        connection.Open();
        connection.Execute("SELECT pg_advisory_lock(@LockNumber)", new { LockNumber });
        var schema = connection.ExecuteScalar<string?>("SELECT current_schema()")
            ?? throw new InvalidOperationException("The schema that the connection string names does not exist.");
        Apply(DeployChanges.To.PostgresqlDatabase(alone).JournalToPostgresqlTable(schema, "schema_versions"), "Postgres");
        Verify("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()", connection);
    }

    private static void Apply(UpgradeEngineBuilder builder, string engine)
    {
        var result = builder
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.Contains($".{engine}.Migrations.", StringComparison.Ordinal))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
    }

    /// <summary>A journal that says "done" over missing tables would fail much later, at a customer's request.</summary>
    private static void Verify(string tables, DbConnection connection)
    {
        var missing = Schema.Tables.Except(connection.Query<string>(tables), StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException($"The database says it is migrated, but it lacks: {string.Join(", ", missing)}.");
        }
    }
}
