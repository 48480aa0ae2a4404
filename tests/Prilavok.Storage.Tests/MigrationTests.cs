using Dapper;
using Prilavok.Core;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests;

public abstract class MigrationTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    protected abstract string Columns { get; }

    /// <summary>Where it stands which scripts have run.</summary>
    protected abstract string Journal { get; }

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

    [Fact]
    public async Task The_log_of_former_days_tells_where_terminals_stood_and_no_document_is_lost()
    {
        var shop = await Shop.OpenAsync(Node);
        await Node.Get<EditStores>().CreateAsync(shop.OwnerId, Source.System, "Kiosk-A", "Kiosk", null, Ct);
        await Node.Get<AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, [Sales.Document("d", Now), Sales.Document("e", Now)], Ct);
        Store.Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(terminal => terminal with { StoreId = "kiosk-a" });
        Store.Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(terminal => terminal with { Name = "Till 2" });
        var silent = shop.Terminal with { Id = "Silent", StoreId = "Kiosk-A" };
        await Node.WriteAsync(shop.OwnerId, work => Node.Get<ITerminals>().SaveAsync(work, silent)); // The log says nothing of it.
        await using (var connection = await Store.OpenAsync())
        {
            await connection.ExecuteAsync("DROP TABLE terminal_stores");
            await connection.ExecuteAsync("DROP TABLE former_documents");
            await connection.ExecuteAsync("ALTER TABLE terminals DROP COLUMN removed_at");
            Assert.Equal(1, await connection.ExecuteAsync($"DELETE FROM {Journal} WHERE ScriptName LIKE '%_identity.sql'"));
        }

        Store.AddNode().Migrate();

        var stood = (await FindAsync(shop.Terminal.Id)).Stood;
        Assert.Equal(
            [shop.Store.Id, shop.Store.Id, "Kiosk-A", "Kiosk-A"],
            new[] { -1_000_000, -61, -60, 0 }.Select(minute => stood.StoreAt(Now.AddMinutes(minute))));
        Assert.Equal("Kiosk-A", (await FindAsync("silent")).Stood.StoreAt(DateTimeOffset.UnixEpoch));
        var documents = await Node.ReadAsync(s => Node.Get<IDocuments>().ListAsync(s, shop.OwnerId, new DocumentQuery(shop.Store.Id), Page.Whole));
        Assert.Equal(["d", "e"], documents.Select(document => document.Position.Id));

        Task ChangeAsync(Func<Terminal, Terminal> change) =>
            Node.Get<EditTerminals>().ChangeAsync(shop.OwnerId, Source.System, shop.Terminal.Id, change, Ct);

        async Task<KnownTerminal> FindAsync(string id) =>
            (await Node.ReadAsync(s => Node.Get<ITerminals>().FindKnownAsync(s, shop.OwnerId, id)))!;
    }

    [Fact]
    public async Task Both_databases_have_the_tables_and_columns_approved()
    {
        await using var connection = await Store.OpenAsync();
        var columns = (await connection.QueryAsync<(string Table, string Column)>(Columns))
            .Where(row => row.Table is not ("schema_versions" or "SchemaVersions" or "sqlite_sequence"))
            .GroupBy(row => row.Table, row => row.Column, StringComparer.Ordinal)
            .OrderBy(table => table.Key, StringComparer.Ordinal)
            .ToList();

        Assert.Equal(Schema.Tables.Order(StringComparer.Ordinal), columns.Select(table => table.Key));
        Assert.Equal(
            columns.Where(table => table.Contains("owner_id")).Select(table => table.Key), Schema.OfOwner.Order(StringComparer.Ordinal));
        await Snapshot.MatchAsync(
            string.Concat(columns.Select(table => $"{table.Key}: {string.Join(", ", table.Order(StringComparer.Ordinal))}\n")), "schema.txt");
    }
}

public sealed class SqliteMigrationTests : MigrationTests<SqliteFixture>
{
    protected override string Journal => "SchemaVersions";

    protected override string Columns =>
        "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";
}

public sealed class PostgreSqlMigrationTests : MigrationTests<PostgreSqlFixture>
{
    protected override string Journal => "schema_versions";

    protected override string Columns =>
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()";

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
}
