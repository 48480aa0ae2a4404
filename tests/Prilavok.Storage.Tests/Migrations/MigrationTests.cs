using Dapper;
using Prilavok.Core;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Migrations;

public abstract class MigrationTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private SchemaCatalog Catalog => SchemaCatalog.Of(Store);

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        var shop = await Shop.OpenAsync(Node);
        Store.AddNode().Migrate();

        Assert.True(await Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId)) > 0);
    }

    [Fact]
    public async Task A_table_that_is_missing_is_noticed_at_the_start()
    {
        await Store.EmptyAsync();
        var node = Store.AddNode();
        node.Migrate();
        await using var connection = await Store.OpenAsync();
        await connection.ExecuteAsync("DROP TABLE attempts");

        Assert.Contains("attempts", Assert.Throws<StartRefusedException>(node.Migrate).Message, StringComparison.Ordinal);
    }

    /// <summary>The lists of the code come from here: one is looked for after a migration, the other is emptied with an owner.</summary>
    [Fact]
    public async Task Both_databases_have_the_tables_and_columns_approved()
    {
        await using var connection = await Store.OpenAsync();
        var tables = await Catalog.TablesAsync(connection);

        Assert.Equal(Schema.Tables.Order(StringComparer.Ordinal), tables.Select(table => table.Name));
        Assert.Equal(
            tables.Where(table => table.Columns.Contains("owner_id")).Select(table => table.Name), Schema.OfOwner.Order(StringComparer.Ordinal));
        await Snapshot.MatchAsync(string.Concat(tables.Select(table => $"{table.Name}: {string.Join(", ", table.Columns)}\n")), "schema.txt");
    }

    [Fact]
    public async Task A_fresh_database_holds_no_rows()
    {
        await Store.EmptyAsync();
        Store.AddNode().Migrate();
        await using var connection = await Store.OpenAsync();

        foreach (var table in Schema.Tables)
        {
            Assert.Equal((table, 0), (table, await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table}")));
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_with_the_scripts_that_are_unknown()
    {
        await Store.EmptyAsync();
        var node = Store.AddNode();
        node.Migrate();
        await using var connection = await Store.OpenAsync();
        await connection.ExecuteAsync($"""
            INSERT INTO {Catalog.Journal} (ScriptName, Applied)
            VALUES ('Prilavok.Storage.Migrations.9001_later.sql', '2030-01-01'), ('New.Migrations.9002_end.sql', '2030-01-02')
            """);

        var refused = Assert.Throws<StartRefusedException>(node.Migrate).Message;

        Assert.Contains("newer version", refused, StringComparison.Ordinal);
        Assert.Contains("9001_later, 9002_end", refused, StringComparison.Ordinal);
    }
}

public sealed class SqliteMigrationTests : MigrationTests<SqliteFixture>;

public sealed class PostgreSqlMigrationTests : MigrationTests<PostgreSqlFixture>
{
    [Fact]
    public async Task Nodes_that_start_at_once_migrate_one_after_the_other()
    {
        await Store.EmptyAsync();
        var nodes = Enumerable.Range(0, 4).Select(_ => Store.AddNode()).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(node.Migrate, Ct)));

        Assert.NotNull(await Shop.OpenAsync(nodes[3]));
    }

    [Fact]
    public async Task A_schema_that_does_not_exist_is_named_as_the_fault()
    {
        await using var node = new Node(Store.Clock, options =>
        {
            Store.Configure(options);
            options.Postgres += ";Search Path=test_absent";
        });

        Assert.Contains("schema", Assert.Throws<StartRefusedException>(node.Migrate).Message, StringComparison.Ordinal);
    }

    /// <summary>Lists are ordered by ids, and pages end at one: the order must not depend on the language of a server.</summary>
    [Fact]
    public async Task Ids_are_compared_by_their_bytes()
    {
        await using var connection = await Store.OpenAsync();
        var ids = (await connection.QueryAsync<(string Column, string? Collation)>(
            """
            SELECT table_name || '.' || column_name, collation_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND data_type = 'text' AND (column_name LIKE '%\_id' OR column_name LIKE '%\_hash')
                AND column_name NOT IN ('password_hash', 'reset_hash')
            """)).ToList();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Equal((id.Column, "C"), id));
    }
}
