using Prilavok.Core;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Log;

/// <summary>What the log promises while many write: numbers without gaps in the order of commits, together with what they tell of.</summary>
public abstract class LogRaceTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const int Writers = 12;

    private const int Units = 10;

    [Fact]
    public async Task Numbers_have_no_gap_and_no_reader_ever_sees_one()
    {
        var shops = new[] { await Shop.OpenAsync(Node), await Shop.OpenAsync(Node), await Shop.OpenAsync(Node) };
        var before = await Task.WhenAll(shops.Select(shop => HeadAsync(shop.OwnerId)));
        Node[] nodes = [Node, Store.AddNode()];
        var isOver = false;
        var readers = shops.Select(shop => Task.Run(
            async () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    await AssertWholeAsync(nodes[1], shop.OwnerId);
                }
            },
            Ct)).ToList();

        var kept = await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => WriteAsync(nodes[w % 2], shops[w % 3].OwnerId, w)));
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(readers);

        for (var i = 0; i < shops.Length; i++)
        {
            var mine = kept.Where((_, w) => w % 3 == i).SelectMany(seqs => seqs).Order();
            var head = await AssertWholeAsync(Node, shops[i].OwnerId);
            Assert.Equal(Enumerable.Range(1, (int)(head - before[i])).Select(n => before[i] + n), mine);
        }
    }

    /// <summary>Some units fail after they appended; what they took must not be missed.</summary>
    private static async Task<IReadOnlyList<long>> WriteAsync(Node node, string ownerId, int writer)
    {
        var kept = new List<long>();
        for (var i = 0; i < Units; i++)
        {
            var id = $"{writer}-{i}";
            var count = 1 + (i % 3);
            var fails = (writer + i) % 4 == 0;
            try
            {
                var first = await node.WriteAsync(ownerId, async work =>
                {
                    var now = work.Now;
                    await node.Get<IStores>().SaveAsync(work, new Store(id, "Kiosk", null, now, now));
                    var seq = await node.Log.AppendAsync(
                        work, Source.System, [Events.Of(EventKind.Store, id), .. Enumerable.Repeat(Events.Of(EventKind.Document, id), count - 1)]);
                    return fails ? throw new NotSupportedException() : seq;
                });
                kept.AddRange(Enumerable.Range(0, count).Select(n => first + n));
            }
            catch (NotSupportedException) when (fails)
            {
            }
        }

        return kept;
    }

    /// <summary>In one view: 1, 2, 3 … up to the head, and a store for each event that tells of one.</summary>
    private static Task<long> AssertWholeAsync(Node node, string ownerId) => node.ReadAsync(async s =>
    {
        var events = await node.Log.ReadAsync(s, ownerId, 0, null, int.MaxValue);
        var stores = await node.Get<IStores>().ListAsync(s, ownerId, Page.Whole);
        Assert.Equal(Enumerable.Range(1, (int)events.Head).Select(n => (long)n), events.Select(e => e.Seq));
        Assert.Equal(
            events.Where(e => e.Kind == EventKind.Store).Select(e => e.SubjectId).Order(StringComparer.Ordinal),
            stores.Select(store => store.Id).Order(StringComparer.Ordinal));
        return events.Head;
    });

    private Task<long> HeadAsync(string ownerId) => Node.ReadAsync(s => Node.Log.HeadAsync(s, ownerId));
}

public sealed class SqliteLogRaceTests : LogRaceTests<SqliteFixture>;

public sealed class PostgreSqlLogRaceTests : LogRaceTests<PostgreSqlFixture>;
