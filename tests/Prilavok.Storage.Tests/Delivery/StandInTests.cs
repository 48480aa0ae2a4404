using Prilavok.Core.Delivery;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>Streams that stand in for services, and what is on its way through them.</summary>
public abstract class StandInTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private IForwards Forwards => Node.Get<IForwards>();

    [Fact]
    public async Task A_stream_stands_in_until_its_lease_is_over_and_the_last_opened_is_first()
    {
        var one = new Forward("app", "s-1", null, Now);
        var two = new Forward("app", "s-2", "01-1", Now.AddSeconds(1));
        await KeepAsync(one, Now.AddSeconds(40));
        await KeepAsync(two, Now.AddSeconds(20));
        Assert.Equal([two, one], await OpenAsync());
        Store.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal([one], await OpenAsync());
        await KeepAsync(two, Now.AddSeconds(20));
        Assert.Equal([two, one], await OpenAsync());
        Assert.True(two.Covers("APP", "01-1"));
        Assert.False(two.Covers("app", "01-2"));
        Assert.True(one.Covers("app", "01-2"));
    }

    [Fact]
    public async Task A_request_waits_in_its_stream_until_it_is_answered_once_and_nobody_can_read_it_in_the_table()
    {
        var shop = await Shop.OpenAsync(Node);
        var stream = new Forward(shop.App.Id, "s-1", null, Now);
        var request = RequestOf(shop, "q-1", stream);
        await Node.WriteAsync(shop.OwnerId, work => Forwards.AddAsync(work, request));
        Assert.Equivalent(request, Assert.Single(await WaitingAsync(stream)), strict: true);
        Assert.Empty(await WaitingAsync(stream with { StreamId = "s-2" }));
        await using (var connection = await Store.OpenAsync())
        {
            var kept = await Dapper.SqlMapper.ExecuteScalarAsync<string>(connection, "SELECT request FROM forwarded");
            Assert.DoesNotContain("s3cret", kept, StringComparison.Ordinal);
        }

        var answer = new ForwardedAnswer(503, [new ForwardedHeader("Retry-After", "7")], "busy");
        Assert.False(await AnswerAsync(shop, "another app", answer));
        Assert.True(await AnswerAsync(shop, shop.App.Id, answer));
        Assert.False(await AnswerAsync(shop, shop.App.Id, answer with { Status = 200 }));
        Assert.Empty(await WaitingAsync(stream));
        Assert.Equivalent(answer, await FindAsync(shop), strict: true);
        await Node.WriteAsync(shop.OwnerId, work => Forwards.RemoveAsync(work, request.Id));
        Assert.Null(await FindAsync(shop));
    }

    [Fact]
    public async Task What_was_answered_outlives_the_stream_and_what_a_crash_left_is_cleared_away()
    {
        var shop = await Shop.OpenAsync(Node);
        var stream = new Forward(shop.App.Id, "s-1", null, Now);
        await KeepAsync(stream, Now.AddSeconds(40));
        foreach (var id in new[] { "q-1", "q-2" })
        {
            await Node.WriteAsync(shop.OwnerId, work => Forwards.AddAsync(work, RequestOf(shop, id, stream)));
        }

        Assert.True(await AnswerAsync(shop, shop.App.Id, new ForwardedAnswer(200, [], "")));
        await Node.WriteAsync(work => DoneAsync(Forwards.CloseAsync(work, stream)));
        Assert.Empty(await OpenAsync());
        Assert.NotNull(await FindAsync(shop));
        Assert.Equal(1, await CountAsync());
        Store.Clock.Advance(TimeSpan.FromHours(2));
        await Node.WriteAsync(work => DoneAsync(Forwards.SweepAsync(work, Now)));
        Assert.Equal(0, await CountAsync());
    }

    private static ForwardedRequest RequestOf(Shop shop, string id, Forward stream) => new(
        shop.OwnerId, id, shop.App.Id, stream.StreamId, "POST", "http://a.test/x?y=1", [new ForwardedHeader("Authorization", "Bearer s3cret")], "{\"a\":\"Чай\"}");

    private Task KeepAsync(Forward forward, DateTimeOffset until) => Node.WriteAsync(work => DoneAsync(Forwards.KeepAsync(work, forward, until)));

    private Task<IReadOnlyList<Forward>> OpenAsync() => Node.ReadAsync(s => Forwards.OpenAsync(s, Now));

    private Task<IReadOnlyList<ForwardedRequest>> WaitingAsync(Forward forward) => Node.ReadAsync(s => Forwards.WaitingAsync(s, forward));

    private Task<bool> AnswerAsync(Shop shop, string appId, ForwardedAnswer answer) =>
        Node.WriteAsync(shop.OwnerId, work => Forwards.AnswerAsync(work, appId, "q-1", answer));

    private Task<ForwardedAnswer?> FindAsync(Shop shop) => Node.ReadAsync(s => Forwards.FindAnswerAsync(s, shop.OwnerId, "q-1"));

    private async Task<long> CountAsync()
    {
        await using var connection = await Store.OpenAsync();
        return await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "SELECT COUNT(*) FROM forwarded");
    }

    private static async Task<bool> DoneAsync(Task task)
    {
        await task;
        return true;
    }
}

public sealed class SqliteStandInTests : StandInTests<SqliteFixture>;

public sealed class PostgreSqlStandInTests : StandInTests<PostgreSqlFixture>;
