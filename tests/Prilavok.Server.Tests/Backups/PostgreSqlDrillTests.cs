using Npgsql;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Backups;

/// <summary>As docs/operating.md tells it, with the tools of the database.</summary>
public sealed class PostgreSqlDrillTests : DrillTests<PostgreSqlFixture>
{
    private protected override async Task BackUpAsync(StoreFixture store, ServerProcess server, Safe safe)
    {
        Assert.SkipWhen((await Found("pg_dump")) is null, "pg_dump is not installed.");
        var (uri, schema) = Of(store);
        (await Command.RunAsync("pg_dump", "-Fc", "-n", schema, "-f", safe.File, uri)).Expect(0);
        Assert.Contains("pg_dump", (await Command.OwnAsync("backup", safe.File, "--postgres", store.Settings["Prilavok:Postgres"]!)).Expect(1).Output, StringComparison.Ordinal);
    }

    private protected override async Task LoseAsync(StoreFixture store, ServerProcess server, Safe safe)
    {
        await using var connection = await store.OpenAsync();
        await using var drop = connection.CreateCommand();
#pragma warning disable CA2100 // The schema's name is made by the fixture.
        drop.CommandText = $"DROP SCHEMA {Of(store).Schema} CASCADE";
#pragma warning restore CA2100
        await drop.ExecuteNonQueryAsync();
    }

    private protected override async Task RestoreAsync(StoreFixture store, ServerProcess server, Safe safe)
    {
        (await Command.RunAsync("pg_restore", "--exit-on-error", "-d", Of(store).Uri, safe.File)).Expect(0);
        (await Command.OwnAsync("restored", "--postgres", store.Settings["Prilavok:Postgres"]!, "--data", Path.Combine(Path.GetTempPath(), "prilavok-none"))).Expect(0);
    }

    private static (string Uri, string Schema) Of(StoreFixture store)
    {
        var settings = new NpgsqlConnectionStringBuilder(store.Settings["Prilavok:Postgres"]);
        return ($"postgresql://{settings.Username}@{settings.Host}:{settings.Port}/{settings.Database}", settings.SearchPath!);
    }

    private static async Task<string?> Found(string tool)
    {
        try
        {
            return (await Command.RunAsync(tool, "--version")).Output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
