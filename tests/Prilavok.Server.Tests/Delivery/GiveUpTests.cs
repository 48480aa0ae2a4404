using Dapper;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

public abstract class GiveUpTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    [Fact]
    public async Task After_three_days_an_event_goes_to_the_dead_letters_and_the_next_one_is_sent()
    {
        // Four attempts a day are as good as one a minute to see when it ends.
        await using var server = await ServerFixture.StartAsync(
            new TStore(), isTurned: true, ("Webhooks:RetryPause", "06:00:00"), ("Webhooks:RetrySpread", "00:00:00"));
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        var till = await tenant.OpenShopAsync();
        Partner.On(Receipts, _ => new Reply(500));
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "lost"));
        var start = server.Store.Clock.GetUtcNow();

        var turn = await tenant.TurnAsync(new { advance = "P4D" });

        Assert.Equal(Enumerable.Range(1, 12).Select(i => start.AddHours(6 * i)), turn.Ran.Select(ran => ran.At));
        Assert.Equal(13, Partner.At(Receipts).Count);
        await using (var connection = await server.Store.OpenAsync())
        {
            var dead = Assert.Single(await connection.QueryAsync<(string OwnerId, long Channel, string Error)>(
                "SELECT owner_id, CAST(channel AS BIGINT), error FROM dead_letters"));
            Assert.Equal((tenant.OwnerId, 7, "answered 500"), dead);
        }

        Partner.On(Receipts, _ => Reply.Ok);
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "found"));
        await tenant.SettleAsync();
        Assert.Equal("found", (string)Partner.At(Receipts)[^1].Json["data"]!["id"]!);
        Assert.Equal(200, Partner.At(Receipts)[^1].Answered);
    }
}

public sealed class SqliteGiveUpTests : GiveUpTests<SqliteFixture>;

public sealed class PostgreSqlGiveUpTests : GiveUpTests<PostgreSqlFixture>;
