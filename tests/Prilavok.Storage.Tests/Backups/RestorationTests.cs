using Dapper;
using Prilavok.Core.Backups;
using Prilavok.Core.Delivery;
using Prilavok.Core.Feed;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Terminals;
using Prilavok.Storage.Tests.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Backups;

/// <summary>A database that was put back from a backup gives nothing out twice.</summary>
public abstract class RestorationTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private MarkRestored Mark => Node.Get<MarkRestored>();

    [Fact]
    public async Task A_log_goes_on_behind_every_number_of_every_state_it_ever_had()
    {
        var shop = await Shop.OpenAsync(Node);
        var given = new HashSet<long>();
        var last = 0L;
        for (var restore = 0; restore < 5; restore++)
        {
            for (var i = 0; i < 3; i++)
            {
                var seq = await AppendAsync(shop.OwnerId);
                Assert.True(given.Add(seq) && seq > last, $"{seq} after {last}");
                last = seq;
            }

            // The state goes back to the same backup, whatever was written since.
            await BackAsync(shop.OwnerId, head: 2);
            Store.Clock.Advance(TimeSpan.FromSeconds(1));
            await Mark.HandleAsync(Ct);
        }

        Assert.True(last < 1L << 42, "The id of an event has no room for it.");
    }

    [Fact]
    public async Task A_log_that_is_ahead_of_the_clock_jumps_all_the_same()
    {
        var shop = await Shop.OpenAsync(Node);
        var ahead = 3_000_000_000_000;
        await BackAsync(shop.OwnerId, ahead);

        await Mark.HandleAsync(Ct);

        Assert.True(await AppendAsync(shop.OwnerId) > ahead + 1_000_000);
    }

    [Fact]
    public async Task Cursors_of_the_lost_log_are_known_and_those_from_before_and_after_are_good()
    {
        var shop = await Shop.OpenAsync(Node);
        var before = await AppendAsync(shop.OwnerId);
        await Mark.HandleAsync(Ct);
        var place = await HeadAsync(shop.OwnerId);
        var after = await AppendAsync(shop.OwnerId);

        Assert.Equal(place + 1, after);
        Assert.All(new[] { 0, 1, before, place, after }, cursor => Assert.False(IsLost(shop.OwnerId, cursor), $"{cursor} is good."));
        Assert.All(
            new[] { before + 1, before + 60, place - 1, after + 1, long.MaxValue }, cursor => Assert.True(IsLost(shop.OwnerId, cursor), $"{cursor} is lost."));
        Assert.False(IsLost("01-000000000000000", 1), "Nothing is known of an owner who is gone.");
    }

    [Fact]
    public async Task Every_place_is_found_by_time_in_a_log_with_gaps()
    {
        var shops = new[] { await Shop.OpenAsync(Node), await Shop.OpenAsync(Node) };
        await Node.WriteAsync(shops[1].OwnerId, work => Node.Get<KeepInstallations>().AddAsync(work, shops[0].App, null, partnerBills: false));
        for (var i = 0; i < 60; i++)
        {
            await AppendAsync(shops[i % 2].OwnerId);
            Store.Clock.Advance(TimeSpan.FromMilliseconds(i % 3));
            if (i % 23 == 22)
            {
                await Mark.HandleAsync(Ct);
            }
        }

        foreach (var shop in shops)
        {
            var log = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, 0, (EventKind?)null, 1000));
            foreach (var at in log.Select(e => e.At).Append(Now + TimeSpan.FromDays(1)).Distinct())
            {
                var found = await Node.ReadAsync(s => Node.Get<IAppLogs>().ListAsync(s, shops[0].App.Id, shop.OwnerId, LogPosition.Before(at)));
                var next = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, Assert.Single(found).First - 1, (EventKind?)null, 1));

                Assert.Equal(log.FirstOrDefault(e => e.At >= at)?.Seq, next is [var first, ..] ? first.Seq : (long?)null);
            }
        }
    }

    [Fact]
    public async Task A_new_owner_gets_no_id_that_another_may_have_had()
    {
        var first = await Shop.OpenAsync(Node);
        await Mark.HandleAsync(Ct);
        var second = await Shop.OpenAsync(Node);

        Assert.True(long.Parse(second.OwnerId[3..], System.Globalization.CultureInfo.InvariantCulture) > 1_000_000, second.OwnerId);
        Assert.Equal(first.OwnerId.Length, second.OwnerId.Length);
        Assert.True(EventIds.TryRead(EventIds.Of(second.OwnerId, await HeadAsync(second.OwnerId)).ToString(), out var owner, out _, out _) && owner == second.OwnerId);
    }

    [Fact]
    public async Task What_is_lost_takes_no_room_of_the_sandbox()
    {
        var shop = await Shop.OpenAsync(Node);
        var before = await Node.ReadAsync(Node.Get<IOwners>().SandboxUseAsync);
        await Mark.HandleAsync(Ct);

        var after = await Node.ReadAsync(Node.Get<IOwners>().SandboxUseAsync);
        Assert.Equal(before.Tenants, after.Tenants);
        Assert.Equal(before.Events, after.Events);
        await AppendAsync(shop.OwnerId);
        Assert.Equal(before.Events + 1, (await Node.ReadAsync(Node.Get<IOwners>().SandboxUseAsync)).Events);
    }

    [Fact]
    public async Task Lanes_deliver_what_waited_and_what_is_new_and_are_not_behind_by_what_is_lost()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Stores);
        await AppendAsync(shop.OwnerId);
        await Mark.HandleAsync(Ct);
        await AppendAsync(shop.OwnerId);

        var lag = Assert.Single(await Node.ReadAsync(s => Node.Lanes.LagAsync(s, Now, 100)));
        Assert.Equal(2, lag.Behind);
        var lane = Assert.Single(await Node.WriteAsync(work => Node.Lanes.ClaimAsync(work, Now, TimeSpan.FromMinutes(1), 10)));
        var told = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, lane.Cursor, EventKind.Store, 10));
        Assert.Equal(2, told.Count);
        Assert.Null(await Node.WriteAsync(
            shop.OwnerId, work => Node.Lanes.SettleAsync(work, lane, new Verdict.Advance(told.End), null, Now + TimeSpan.FromMinutes(1)))); // It is idle.
    }

    [Fact]
    public async Task What_was_of_the_moment_does_not_come_back_and_what_has_no_end_does()
    {
        var shop = await Shop.OpenAsync(Node);
        var tokens = Node.Get<ITokens>();
        var session = new TokenBearer(TokenKind.Owner, shop.OwnerId, shop.OwnerId) { ExpiresAt = Now + TimeSpan.FromDays(30) };
        await Node.WriteAsync(async work =>
        {
            await tokens.AddAsync(work, "session", session, Now);
            await tokens.AddAsync(work, "refresh", new TokenBearer(TokenKind.PublisherRefresh, "", "p") { ExpiresAt = Now + TimeSpan.FromDays(30) }, Now);
            await tokens.AddAsync(work, "program", session with { Named = new TokenName("t1", "Till", []) }, Now);
            await tokens.AddAsync(work, "terminal", new TokenBearer(TokenKind.Terminal, shop.OwnerId, "t"), Now);
            return true;
        });
        await Node.WriteAsync(shop.OwnerId, work => Node.Get<ITerminals>().SaveAsync(work, shop.Terminal with { PairingCodeHash = "code" }));

        var (restored, _) = await Mark.HandleAsync(Ct);

        Assert.Equal(2, restored.Sessions);
        var left = new List<string>();
        foreach (var hash in new[] { "session", "refresh", "program", "terminal" })
        {
            if (await Node.ReadAsync(s => tokens.FindAsync(s, hash)) is not null)
            {
                left.Add(hash);
            }
        }

        Assert.Equal(["program", "terminal"], left);
        await using var connection = await Store.OpenAsync();
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM terminals WHERE pairing_code_hash IS NOT NULL"));
    }

    /// <summary>The states of a database and of what its folder knows, and whether it was put back.</summary>
    [Theory]
    [InlineData(5, null, true, true)] // It lies in a folder that knows nothing of it.
    [InlineData(5, null, false, false)] // A new node.
    [InlineData(5, 4, true, false)] // The process died before it told the folder.
    [InlineData(5, 5, true, false)]
    [InlineData(5, 6, true, true)]
    [InlineData(5, 6, false, true)]
    [InlineData(null, null, true, false)] // The first start.
    [InlineData(null, 6, true, true)] // A copy from before databases said so.
    public async Task A_database_put_back_by_hand_is_found_out(int? beat, int? known, bool isLocal, bool isRestored)
    {
        var shop = await Shop.OpenAsync(Node);
        DatabaseMark? mark = null;
        for (var i = 1; i <= Math.Max(beat ?? 0, known is null ? 0 : 1); i++)
        {
            mark = await Node.Get<FindRestored>().BeatAsync(Ct);
        }

        var folder = known is { } knows ? new DatabaseMark(mark!.Database, knows) : null;
        if (beat is null)
        {
            await using var connection = await Store.OpenAsync();
            await connection.ExecuteAsync("DELETE FROM counters WHERE name IN ('database', 'beat')");
        }

        var head = await HeadAsync(shop.OwnerId);
        var (now, restored) = await Node.Get<FindRestored>().HandleAsync(folder, isLocal, Ct);

        Assert.Equal(isRestored, restored is not null);
        Assert.Equal(isRestored, await HeadAsync(shop.OwnerId) > head);
        Assert.True(now.Beat > (known ?? 0) || !isLocal, "The folder would find it out again.");
        Assert.Null((await Node.Get<FindRestored>().HandleAsync(now, isLocal, Ct)).Restored);
    }

    private bool IsLost(string ownerId, long cursor) => Node.ReadAsync(s => Node.Log.IsLostAsync(s, ownerId, cursor)).GetAwaiter().GetResult();

    private Task<long> HeadAsync(string ownerId) => Node.ReadAsync(s => Node.Log.HeadAsync(s, ownerId));

    private Task<long> AppendAsync(string ownerId) => Node.WriteAsync(
        ownerId, work => Node.Log.AppendAsync(work, Source.System, [Events.Of(EventKind.Store, "s")]));

    /// <summary>As the backup has it.</summary>
    private async Task BackAsync(string ownerId, long head)
    {
        await using var connection = await Store.OpenAsync();
        await connection.ExecuteAsync("DELETE FROM events WHERE owner_id = @ownerId AND seq > @head", new { ownerId, head });
        await connection.ExecuteAsync("DELETE FROM log_gaps");
        await connection.ExecuteAsync("UPDATE owners SET head = @head WHERE owner_id = @ownerId", new { ownerId, head });
    }
}

public sealed class SqliteRestorationTests : RestorationTests<SqliteFixture>;

public sealed class PostgreSqlRestorationTests : RestorationTests<PostgreSqlFixture>;
