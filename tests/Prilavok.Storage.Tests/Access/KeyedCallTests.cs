using Prilavok.Core.Access;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Access;

public abstract class KeyedCallTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly KeyedCall Call = new("owner", "app 1", "key", new byte[] { 1 });

    private IKeyedCalls Calls => Node.Get<IKeyedCalls>();

    [Fact]
    public async Task A_call_is_first_then_under_way_and_then_answered()
    {
        Assert.IsType<KeyedTurn.First>(await BeginAsync(Call));
        Assert.IsType<KeyedTurn.UnderWay>(await BeginAsync(Call));
        Assert.IsType<KeyedTurn.Another>(await BeginAsync(Call with { Print = new byte[] { 2 } }));
        await Node.WriteAsync(work => Calls.AnswerAsync(work, Call, "done", Now.AddDays(1)));
        Assert.Equal(new KeyedTurn.Answered("done"), await BeginAsync(Call));
        Assert.IsType<KeyedTurn.Another>(await BeginAsync(Call with { Print = new byte[] { 2 } }));
    }

    [Fact]
    public async Task The_same_key_of_another_caller_is_another_call()
    {
        Assert.IsType<KeyedTurn.First>(await BeginAsync(Call));
        Assert.IsType<KeyedTurn.First>(await BeginAsync(Call with { Caller = "app 2" }));
        Assert.IsType<KeyedTurn.First>(await BeginAsync(Call with { OwnerId = "other" }));
        Assert.IsType<KeyedTurn.First>(await BeginAsync(Call with { Key = "KEY" }));
    }

    [Fact]
    public async Task What_came_to_nothing_may_be_sent_again_and_what_was_answered_is_not_forgotten()
    {
        await BeginAsync(Call);
        await Node.WriteAsync(work => Calls.ForgetAsync(work, Call));
        Assert.IsType<KeyedTurn.First>(await BeginAsync(Call));
        await Node.WriteAsync(work => Calls.AnswerAsync(work, Call, "done", Now.AddDays(1)));
        Assert.Equal(0, await Node.WriteAsync(work => Calls.ForgetAsync(work, Call)));
        Assert.Equal(new KeyedTurn.Answered("done"), await BeginAsync(Call));
    }

    [Fact]
    public async Task Whoever_died_over_a_call_keeps_it_no_longer_than_its_time()
    {
        await BeginAsync(Call);
        Store.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<KeyedTurn.First>(await BeginAsync(Call));
    }

    [Fact]
    public async Task What_is_over_is_swept_and_nothing_else()
    {
        await BeginAsync(Call);
        await BeginAsync(Call with { Key = "kept" });
        await Node.WriteAsync(work => Calls.AnswerAsync(work, Call with { Key = "kept" }, "done", Now.AddDays(1)));
        Store.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await Node.WriteAsync(work => Calls.SweepAsync(work, Now)));
        Assert.Equal(new KeyedTurn.Answered("done"), await BeginAsync(Call with { Key = "kept" }));
    }

    [Fact]
    public async Task Of_many_that_come_at_once_one_is_first()
    {
        var turns = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => BeginAsync(Call)));
        Assert.Single(turns.OfType<KeyedTurn.First>());
    }

    private Task<KeyedTurn> BeginAsync(KeyedCall call) => Node.WriteAsync(work => Calls.BeginAsync(work, call, Now, Now.AddMinutes(2)));
}

public sealed class SqliteKeyedCallTests : KeyedCallTests<SqliteFixture>;

public sealed class PostgreSqlKeyedCallTests : KeyedCallTests<PostgreSqlFixture>;
