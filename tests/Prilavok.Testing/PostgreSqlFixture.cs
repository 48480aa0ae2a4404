using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Npgsql;
using Prilavok.Storage;
using Xunit;

namespace Prilavok.Testing;

/// <summary>
/// A schema of its own in the server named by <c>PRILAVOK_TEST_POSTGRES</c> (<c>eng/postgres.sh start</c> prints it).
/// Without one, tests are skipped, and fail where <c>CI=true</c>.
/// </summary>
public sealed class PostgreSqlFixture : StoreFixture
{
    public const string Variable = "PRILAVOK_TEST_POSTGRES";

    /// <summary>Migrated schemas that a test has left empty: making one takes longer than most tests.</summary>
    private static readonly ConcurrentBag<string> Clean = [];

    private string _schema = "";
    private bool _isSpoiled;

    static PostgreSqlFixture() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var schema in Clean)
        {
            using var connection = new NpgsqlConnection(Alone(schema));
            connection.Execute($"DROP SCHEMA {schema} CASCADE");
        }
    };

    private static string? Server => Environment.GetEnvironmentVariable(Variable);

    /// <summary>Few connections, since several tests run at a time.</summary>
    public override void Configure(StorageOptions options) =>
        options.Postgres = $"{Server};Search Path={_schema};Maximum Pool Size=40";

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Alone(_schema));
        await connection.OpenAsync();
        return connection;
    }

    public override async Task EmptyAsync()
    {
        _isSpoiled = true;
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync($"DROP SCHEMA {_schema} CASCADE; CREATE SCHEMA {_schema}");
    }

    protected override async Task<bool> CreateAsync()
    {
        if (Server is null)
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable("CI") is "true", $"{Variable} is not set: eval \"$(eng/postgres.sh start)\" sets it.");
            Assert.Fail($"{Variable} is not set, and no database goes untested here.");
        }

        if (Clean.TryTake(out var clean))
        {
            _schema = clean;
            return true;
        }

        _schema = $"test_{Guid.CreateVersion7():n}";
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync($"CREATE SCHEMA {_schema}");
        return false;
    }

    protected override async Task DropAsync()
    {
        await using var connection = await OpenAsync();
        if (_isSpoiled)
        {
            await connection.ExecuteAsync($"DROP SCHEMA {_schema} CASCADE");
            return;
        }

        var tables = await connection.QueryAsync<string>(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name <> 'schema_versions'");
        await connection.ExecuteAsync(string.Concat(tables.Select(table => $"DELETE FROM {table};")));
        Clean.Add(_schema);
    }

    private static string Alone(string schema) => $"{Server};Search Path={schema};Pooling=False";
}
