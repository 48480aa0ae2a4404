using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Dapper;
using Prilavok.Storage.Tests.Migrations;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Postgres;

/// <summary>The script that spreads the tables over machines knows each of them, and Citus can do with it as the script says.</summary>
public sealed partial class CitusTests : StoreTests<PostgreSqlFixture>
{
    private static readonly IReadOnlyList<(string Kind, string Table, string How)> Script =
    [
        .. CallPattern().Matches(Read())
            .Select(match => (match.Groups["kind"].Value, match.Groups["table"].Value, match.Groups["how"].Value)),
    ];

    private static List<(string Kind, string Table, string How)> Spread => [.. Script.Where(line => line.Kind == "create_distributed_table")];

    [Fact]
    public void Each_table_has_one_place() =>
        Assert.Equal(Schema.Tables.Order(StringComparer.Ordinal), Script.Select(line => line.Table).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_table_that_is_spread_is_spread_by_owner_beside_the_first() => Assert.All(Spread, line =>
        Assert.Equal(line == Spread[0] ? "'owner_id'" : $"'owner_id', colocate_with => '{Spread[0].Table}'", line.How));

    /// <summary>Keys and unique indexes must hold the owner, or one machine could not see that they are kept.</summary>
    [Fact]
    public async Task Rows_that_are_spread_have_an_owner_and_are_unique_only_within_it()
    {
        await using var connection = await Store.OpenAsync();
        var tables = await SchemaCatalog.Postgres.TablesAsync(connection);
        var unique = (await connection.QueryAsync<(string Table, string Index, bool HasOwner)>(
            """
            SELECT t.relname, n.relname, EXISTS (
                SELECT 1 FROM pg_attribute c
                WHERE c.attrelid = t.oid AND c.attname = 'owner_id' AND c.attnotnull AND c.attnum = ANY (i.indkey::int2[]))
            FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
            WHERE i.indisunique AND t.relnamespace = current_schema()::regnamespace
            """)).ToLookup(index => index.Table);

        Assert.All(Spread, line =>
        {
            Assert.Contains("owner_id", Assert.Single(tables, table => table.Name == line.Table).Key);
            Assert.NotEmpty(unique[line.Table]);
            Assert.All(unique[line.Table], index => Assert.Equal(index with { HasOwner = true }, index));
        });
    }

    /// <summary>A foreign key would have to be looked at before a table is put anywhere.</summary>
    [Fact]
    public async Task No_table_refers_to_another()
    {
        await using var connection = await Store.OpenAsync();
        var references = await connection.QueryAsync<string>(
            "SELECT conname FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype = 'f'");

        Assert.Empty(references);
    }

    private static string Read([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "deploy", "citus.sql"));

    [GeneratedRegex(
        @"^SELECT (?<kind>\w+)\('(?<table>\w+)'(, (?<how>.*))?\);$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CallPattern();
}
