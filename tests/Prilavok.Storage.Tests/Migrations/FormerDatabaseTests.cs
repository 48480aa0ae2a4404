using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Prilavok.Core;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Migrations;

/// <summary>Databases that the scripts 0001 to 0026 have made, before one baseline took their place.</summary>
public abstract class FormerDatabaseTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>A database of the program before, as the dump of its engine, with its journal and a shop in it.</summary>
    protected abstract string Dump { get; }

    private SchemaCatalog Catalog => SchemaCatalog.Of(Store);

    [Fact]
    public async Task A_database_of_all_former_scripts_opens_and_has_the_schema_of_the_baseline()
    {
        await using var fresh = await Store.OpenAsync();
        var schema = await Catalog.DescribeAsync(fresh);
        var scripts = await Catalog.ScriptsAsync(fresh);
        await fresh.DisposeAsync();
        await using var former = await LoadAsync();
        var before = await CountsAsync(former);

        var node = Store.AddNode();
        node.Migrate();
        node.Migrate();

        Assert.Equal(schema, await Catalog.DescribeAsync(former));
        Assert.Equal(scripts, await Catalog.ScriptsAsync(former));
        Assert.Equal(before, await CountsAsync(former));
        Assert.NotNull(await Shop.OpenAsync(node));
    }

    [Theory]
    [InlineData("0026_keyed_calls", "0025_people")]
    [InlineData("0002_catalogue", "0001_foundation")]
    public async Task A_database_in_the_middle_of_the_former_scripts_is_refused_and_stays_as_it_is(string missing, string last)
    {
        await using var former = await LoadAsync();
        await former.ExecuteAsync($"DELETE FROM {Catalog.Journal} WHERE ScriptName >= @from", new { from = Catalog.FormerFolder + missing });
        var (schema, scripts) = (await Catalog.DescribeAsync(former), await Catalog.ScriptsAsync(former));

        var refused = Assert.Throws<StartRefusedException>(Store.AddNode().Migrate).Message;

        Assert.Contains("older version", refused, StringComparison.Ordinal);
        Assert.Contains($"its last migration is {last},", refused, StringComparison.Ordinal);
        Assert.Contains("Start once the program whose last migration is 0026_keyed_calls", refused, StringComparison.Ordinal);
        Assert.Equal(schema, await Catalog.DescribeAsync(former));
        Assert.Equal(scripts, await Catalog.ScriptsAsync(former));
    }

    private static async Task<IReadOnlyList<(string Table, long Rows)>> CountsAsync(DbConnection connection)
    {
        var counts = new List<(string Table, long Rows)>();
        foreach (var table in Schema.Tables)
        {
            counts.Add((table, await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table}")));
        }

        Assert.Contains(counts, count => count is ("events", > 0));
        return counts;
    }

    private async Task<DbConnection> LoadAsync([CallerFilePath] string here = "")
    {
        await Store.EmptyAsync();
        var connection = await Store.OpenAsync();
        await connection.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(here)!, Dump), Ct));
        return connection;
    }
}

public sealed class SqliteFormerDatabaseTests : FormerDatabaseTests<SqliteFixture>
{
    protected override string Dump => "former.sqlite.sql";
}

public sealed class PostgreSqlFormerDatabaseTests : FormerDatabaseTests<PostgreSqlFixture>
{
    protected override string Dump => "former.postgres.sql";
}
