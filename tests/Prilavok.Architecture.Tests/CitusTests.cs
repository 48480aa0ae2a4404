using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>The script that spreads the tables over machines knows each of them, and Citus can do with it what it says.</summary>
public sealed partial class CitusTests
{
    private static readonly Migrations Postgres = Migrations.Of("Postgres");

    private static readonly IReadOnlyList<(string Kind, string Table, string How)> Script =
    [
        .. CallPattern().Matches(Repository.Read("deploy/citus.sql"))
            .Select(match => (match.Groups["kind"].Value, match.Groups["table"].Value, match.Groups["how"].Value)),
    ];

    [Fact]
    public void Each_table_has_one_place() => Assert.Equal(Postgres.Tables.Keys.Order(), Script.Select(line => line.Table).Order());

    /// <summary>Keys and unique indexes must hold the owner, or one machine could not see that they are kept.</summary>
    [Fact]
    public void What_is_spread_is_spread_by_owner_and_is_unique_only_within_an_owner()
    {
        var spread = Script.Where(line => line.Kind == "create_distributed_table").ToList();
        Assert.All(spread, line =>
        {
            Assert.Equal(line == spread[0] ? "'owner_id'" : $"'owner_id', colocate_with => '{spread[0].Table}'", line.How);
            Assert.Contains(Postgres.Tables[line.Table], column => column.StartsWith("owner_id TEXT NOT NULL", StringComparison.Ordinal));
            Assert.Contains("owner_id", Postgres.Keys[line.Table]);
            Assert.All(
                Postgres.Indexes.Values.Where(index => index.StartsWith("UNIQUE ", StringComparison.Ordinal) && index.Contains($" ON {line.Table} ", StringComparison.Ordinal)),
                index => Assert.Contains("owner_id", index, StringComparison.Ordinal));
            Assert.All(
                Postgres.Tables[line.Table].Where(column => column.Contains("UNIQUE", StringComparison.Ordinal)),
                column => Assert.Contains("owner_id", column, StringComparison.Ordinal));
        });
    }

    /// <summary>A foreign key would have to be looked at before a table is put anywhere.</summary>
    [Fact]
    public void No_table_refers_to_another() => Assert.All(
        Migrations.ScriptsOf("Postgres"), script => Assert.DoesNotContain("REFERENCES", Repository.Read(script), StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^SELECT (?<kind>\w+)\('(?<table>\w+)'(, (?<how>.*))?\);$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CallPattern();
}
