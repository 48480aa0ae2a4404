using System.Reflection;
using Prilavok.Storage;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>One SQL runs on both engines, so both must have the same tables.</summary>
public sealed class MigrationTests
{
    /// <summary>
    /// Not found by owner: tokens are looked up before anybody knows whose they are; counters, apps and what publishers have belong
    /// to no owner; attempts are a journal, numbered and found through indexes; streams that stand in are an app's; keys are the server's.
    /// </summary>
    private static readonly string[] NotKeyedByOwner =
    [
        "tokens", "accounts", "sign_in_failures", "counters", "apps", "app_versions", "app_revisions", "app_audit", "app_tester_logins", "publishers", "hooks", "replays", "attempts",
        "forwards", "data_keys", "master_keys", "canaries",
    ];

    private static readonly Migrations Sqlite = Migrations.Of("Sqlite");

    private static readonly Migrations Postgres = Migrations.Of("Postgres");

    [Fact]
    public void Every_migration_exists_for_both_engines()
    {
        var names = Migrations.ScriptsOf("Sqlite").Select(Repository.NameOf).ToList();

        Assert.NotEmpty(names);
        Assert.Equal(names, Migrations.ScriptsOf("Postgres").Select(Repository.NameOf));
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Distinct(names.Select(name => name[..5]));
        Assert.All(names, name => Assert.Matches("^[0-9]{4}_", name));
    }

    [Fact]
    public void Both_engines_have_the_same_tables_with_the_same_columns()
    {
        Assert.Equal(Sqlite.Tables.Keys.Order(), Postgres.Tables.Keys.Order());
        Assert.All(Sqlite.Tables, table => Assert.Equal(table.Value, Postgres.Tables[table.Key]));
    }

    [Fact]
    public void Both_engines_have_the_same_keys_and_indexes()
    {
        Assert.Equal(Sqlite.Keys.Select(Words).Order(), Postgres.Keys.Select(Words).Order());
        Assert.Equal(Sqlite.Indexes.OrderBy(index => index.Key), Postgres.Indexes.OrderBy(index => index.Key));

        // Where rows are numbered, PostgreSQL has the owner behind the number: tables are spread by what is in their keys.
        static string Words(KeyValuePair<string, IReadOnlyList<string>> key) => $"{key.Key}: {(key.Value[0] == "id" ? "id" : string.Join(", ", key.Value))}";
    }

    /// <summary>Lists are ordered by ids, and pages end at one: the order must not depend on the language of a server.</summary>
    [Fact]
    public void Ids_are_compared_by_their_bytes_on_both_engines()
    {
        var ids = Migrations.ScriptsOf("Postgres")
            .SelectMany(script => Repository.Read(script).Split('\n'))
            .Where(line => line.TrimStart().Split(' ') is [var name, ..] && name.EndsWith("_id", StringComparison.Ordinal) && line.Contains(" TEXT", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(ids);
        Assert.All(ids, line => Assert.Contains(Migrations.ByBytes, line, StringComparison.Ordinal));
    }

    /// <summary>This is what lets the tables be spread over machines by owner.</summary>
    [Fact]
    public void An_owners_table_is_keyed_by_the_owner_first() => Assert.All(
        Sqlite.Tables.Keys.Except(NotKeyedByOwner),
        table => Assert.True(Sqlite.Keys.TryGetValue(table, out var key) && key[0] == "owner_id", $"The key of {table} must begin with owner_id."));

    [Fact]
    public void The_exceptions_are_needed() => Assert.All(
        NotKeyedByOwner,
        table => Assert.True(Sqlite.Tables.ContainsKey(table) && !(Sqlite.Keys.TryGetValue(table, out var key) && key[0] == "owner_id")));

    /// <summary>The migrator looks for these after it ran, and the removal of an owner empties those of owners.</summary>
    [Fact]
    public void The_code_knows_every_table_and_which_of_them_hold_something_of_an_owner()
    {
        Assert.Equal(Sqlite.Tables.Keys.Order(), Known("Tables").Order());
        Assert.Equal(
            Sqlite.Tables.Where(table => table.Value.Any(column => column.StartsWith("owner_id ", StringComparison.Ordinal))).Select(table => table.Key).Order(),
            Known("OfOwner").Order());
    }

    private static IReadOnlyList<string> Known(string list) => (IReadOnlyList<string>)typeof(StorageOptions).Assembly
        .GetType("Prilavok.Storage.Schema", throwOnError: true)!
        .GetProperty(list, BindingFlags.Public | BindingFlags.Static)!
        .GetValue(null)!;
}
