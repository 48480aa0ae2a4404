using System.Data.Common;
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

    private readonly string _schema = $"test_{Guid.CreateVersion7():n}";

    public override void Configure(StorageOptions options) => options.Postgres = ConnectionString;

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    protected override async Task CreateAsync()
    {
        if (Server is null)
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable("CI") is "true", $"{Variable} is not set: eval \"$(eng/postgres.sh start)\" sets it.");
            Assert.Fail($"{Variable} is not set, and no database goes untested here.");
        }

        await ExecuteAsync($"CREATE SCHEMA {_schema}");
    }

    protected override Task DropAsync() => ExecuteAsync($"DROP SCHEMA {_schema} CASCADE");

    private static string? Server => Environment.GetEnvironmentVariable(Variable);

    /// <summary>Few connections, since several tests run at a time.</summary>
    private string ConnectionString => $"{Server};Search Path={_schema};Maximum Pool Size=40";

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name was made here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
