using Dapper;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Health;

/// <summary>A disk that is full can be read, and a transaction that changes nothing can be committed on it.</summary>
public abstract class ReadinessTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task Who_says_that_it_is_ready_has_written()
    {
        (await Anybody.GetAsync("/readyz")).Expect(200);
        var before = await WrittenAsync();
        (await Anybody.GetAsync("/readyz")).Expect(200);

        Assert.True(await WrittenAsync() > before);
    }

    /// <summary>Anybody may ask, so that asking must cost no more than one look at a time.</summary>
    [Fact]
    public async Task Many_who_ask_at_once_share_one_look()
    {
        const int Many = 200;
        (await Anybody.GetAsync("/readyz")).Expect(200);
        var before = await WrittenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Anybody.GetAsync("/readyz")));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.InRange(await WrittenAsync() - before, 1, Many - 1);
    }

    private async Task<long> WrittenAsync()
    {
        await using var connection = await Server.Store.OpenAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT value FROM counters WHERE name = 'probe'");
    }
}

public sealed class SqliteReadinessTests : ReadinessTests<SqliteFixture>;

public sealed class PostgreSqlReadinessTests : ReadinessTests<PostgreSqlFixture>;
