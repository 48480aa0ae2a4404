using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Migrations;

/// <summary>A table of an owner is keyed by the owner first: this is what lets tables be spread over machines by owner.</summary>
public abstract class KeyTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>
    /// Tables that are not found by owner: tokens are looked up before anybody knows whose they are; counters, apps and the things of publishers
    /// belong to no owner; attempts are a journal, numbered and found through indexes; streams that stand in are an app's; keys are the server's.
    /// </summary>
    private static readonly string[] NotKeyedByOwner =
    [
        "accounts", "app_audit", "app_revisions", "app_tester_logins", "app_versions", "apps", "attempts", "canaries", "counters", "data_keys",
        "forwards", "hooks", "master_keys", "publishers", "replays", "sign_in_failures", "tokens",
    ];

    [Fact]
    public async Task Every_table_but_the_exceptions_has_the_owner_first_in_its_key()
    {
        await using var connection = await Store.OpenAsync();
        var tables = await SchemaCatalog.Of(Store).TablesAsync(connection);

        Assert.Equal(NotKeyedByOwner, tables.Where(table => table.Key is not ["owner_id", ..]).Select(table => table.Name));
    }
}

public sealed class SqliteKeyTests : KeyTests<SqliteFixture>;

public sealed class PostgreSqlKeyTests : KeyTests<PostgreSqlFixture>;
