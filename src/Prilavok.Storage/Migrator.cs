using System.Reflection;
using DbUp;
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
            Verify(table => $"SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'", connection);
        }
    }

    private static void RunPostgres(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using (var hold = new NpgsqlCommand("SELECT pg_advisory_lock(@number)", connection))
        {
            hold.Parameters.AddWithValue("number", LockNumber);
            hold.ExecuteNonQuery();
        }

        var schema = new NpgsqlConnectionStringBuilder(connectionString).SearchPath is { Length: > 0 } path ? path : "public";
        Apply(DeployChanges.To.PostgresqlDatabase(connectionString).JournalToPostgresqlTable(schema, "schema_versions"), "Postgres");
        Verify(table => $"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '{schema}' AND table_name = '{table}'", connection);
    }

    private static void Apply(DbUp.Builder.UpgradeEngineBuilder builder, string engine)
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
    private static void Verify(Func<string, string> count, System.Data.Common.DbConnection connection)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            connection.Open();
        }

        foreach (var table in Schema.Tables)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names come from a constant list.
            command.CommandText = count(table);
#pragma warning restore CA2100
            if (Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) != 1)
            {
                throw new InvalidOperationException($"The database says it is migrated, but table {table} is missing.");
            }
        }
    }
}
