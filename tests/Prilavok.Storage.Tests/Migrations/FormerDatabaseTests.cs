using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Prilavok.Core;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Migrations;

/// <summary>Databases that the scripts before the baseline have made, each kept as the dump of its engine, with its journal and a shop in it.</summary>
public abstract class FormerDatabaseTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>How the dumps of the engine are called, behind the number of the last script.</summary>
    protected abstract string Engine { get; }

    private SchemaCatalog Catalog => SchemaCatalog.Of(Store);

    [Theory]
    [InlineData(26)]
    [InlineData(18)]
    public async Task A_database_of_former_scripts_opens_and_has_the_schema_of_the_baseline(int last)
    {
        await using var fresh = await Store.OpenAsync();
        var schema = await Catalog.DescribeAsync(fresh);
        var scripts = await Catalog.ScriptsAsync(fresh);
        await fresh.DisposeAsync();
        await using var former = await LoadAsync(last);
        var before = await CountsAsync(former);

        var node = Store.AddNode();
        node.Migrate();
        node.Migrate();

        Assert.Equal(schema, await Catalog.DescribeAsync(former));
        Assert.Equal(scripts, await Catalog.ScriptsAsync(former));
        var after = await CountsAsync(former);
        Assert.All(before, count => Assert.Contains(count, after)); // Tables that are new may hold rows.
        Assert.NotNull(await Shop.OpenAsync(node));
    }

    [Theory]
    [InlineData("0018_attempts", "0017_replays")]
    [InlineData("0002_catalogue", "0001_foundation")]
    public async Task A_database_that_is_too_old_is_refused_and_stays_as_it_is(string missing, string last)
    {
        await using var former = await LoadAsync(18);
        await former.ExecuteAsync($"DELETE FROM {Catalog.Journal} WHERE ScriptName >= @from", new { from = Catalog.FormerFolder + missing });
        var (schema, scripts) = (await Catalog.DescribeAsync(former), await Catalog.ScriptsAsync(former));

        var refused = Assert.Throws<StartRefusedException>(Store.AddNode().Migrate).Message;

        Assert.Contains("older version", refused, StringComparison.Ordinal);
        Assert.Contains($"its last migration is {last},", refused, StringComparison.Ordinal);
        Assert.Contains("Start once a program whose last migration is 0018_attempts", refused, StringComparison.Ordinal);
        Assert.Equal(schema, await Catalog.DescribeAsync(former));
        Assert.Equal(scripts, await Catalog.ScriptsAsync(former));
    }

    private async Task<IReadOnlyList<(string Table, long Rows)>> CountsAsync(DbConnection connection)
    {
        var counts = new List<(string Table, long Rows)>();
        foreach (var table in (await Catalog.TablesAsync(connection)).Select(table => table.Name).Intersect(Schema.Tables, StringComparer.Ordinal))
        {
            counts.Add((table, await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table}")));
        }

        Assert.Contains(counts, count => count is ("events", > 0));
        return counts;
    }

    private async Task<DbConnection> LoadAsync(int last, [CallerFilePath] string here = "")
    {
        await Store.EmptyAsync();
        var connection = await Store.OpenAsync();
        await connection.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(here)!, $"former{last}.{Engine}.sql"), Ct));
        return connection;
    }
}

public sealed class SqliteFormerDatabaseTests : FormerDatabaseTests<SqliteFixture>
{
    protected override string Engine => "sqlite";
}

public sealed class PostgreSqlFormerDatabaseTests : FormerDatabaseTests<PostgreSqlFixture>
{
    protected override string Engine => "postgres";
}
