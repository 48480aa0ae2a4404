using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Stores;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Log;

public abstract class EventLogTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task Events_are_read_back_as_they_were_appended()
    {
        var shop = await Shop.OpenAsync(Node);
        var before = await HeadAsync(shop.OwnerId);
        var employee = new Employee("e1", "Ann", "Lee", null, 79876543210, "r1", ["s1", "s2"], Now, Now);
        var role = new Role("r1", "Cashier", RoleKind.Cashier, ["CASH_OPERATIONS_SELL"], Now, Now);
        var product = new Product { StoreId = "s1", Id = "P1", IsGroup = false, Name = "Чай \0 \"tea\"", Price = 9950, Barcodes = ["1"], Quantity = -3 };
        NewEvent[] appended =
        [
            new(EventKind.Document, EventAction.Created, "D1", "s1", new DocumentFact(new byte[] { 0, 255, 10 })),
            new(EventKind.Store, EventAction.Updated, "S1", "S1", new StoreFact(new Store("S1", "Kiosk", null, Now, Now))),
            new(EventKind.Device, EventAction.Created, "T1", "s1", new DeviceFact(
                new Terminal("T1", "Till", "S1", TimeSpan.FromHours(-3), null, Now, Now) { Imei = "1", Model = "m" })),
            new(EventKind.Employee, EventAction.Removed, "E1", null, new EmployeeFact(employee, RoleKind.Manual)),
            new(EventKind.Role, EventAction.Created, "R1", null, new RoleFact(role)),
            new(EventKind.Product, EventAction.Created, "P1", "s1", new ProductFact(product)),
            new(EventKind.Installation, EventAction.Created, "a1", null, new AppFact("a1")),
            new(EventKind.Token, EventAction.Created, "a1", null, new AppFact("a1")),
            new(EventKind.Subscription, EventAction.Updated, "s1", null, new SubscriptionFact(new SubscriptionNews(
                "s1", "a1", NewsType.TermsChanged, 4, "gold", 14, 3, DateTimeOffset.UnixEpoch.AddDays(9), 48_00, [new ChosenAddOn("x", 2, 10_00)]))),
            new(EventKind.Clock, EventAction.Updated, "o1", null, new ClockFact(Now)),
        ];
        var first = await Node.WriteAsync(shop.OwnerId, work => Node.Log.AppendAsync(work, Source.App("app-1"), appended));

        var read = await ReadAsync(shop.OwnerId, before);
        Assert.Equal(before + 1, first);
        Assert.Equal(Enumerable.Range(0, appended.Length).Select(i => first + i), read.Select(e => e.Seq));
        Assert.Equivalent(
            appended.Select(e => new Event(shop.OwnerId, 0, e.Kind, e.Action, e.SubjectId, e.StoreId, Source.App("app-1"), Now, e.Fact)),
            read.Select(e => e with { Seq = 0 }),
            strict: true);
        Assert.Equal(new byte[] { 0, 255, 10 }, ((DocumentFact)read[0].Fact).Content.ToArray());
    }

    [Fact]
    public async Task The_code_that_pairs_a_terminal_does_not_enter_the_log()
    {
        var shop = await Shop.OpenAsync(Node);
        var outcome = await Node.Get<EditTerminals>().CreateAsync(shop.OwnerId, Source.System, "Till 2", shop.Store.Id, TimeSpan.Zero, Ct);

        var hash = Assert.IsType<TerminalOutcome.Saved>(outcome).Terminal.PairingCodeHash;
        var told = Assert.IsType<DeviceFact>((await ReadAsync(shop.OwnerId, 0))[^1].Fact);
        Assert.NotNull(hash);
        Assert.Null(told.Device.PairingCodeHash);
    }

    [Fact]
    public async Task A_part_of_the_log_is_read_by_place_kind_and_number()
    {
        var shop = await Shop.OpenAsync(Node);
        var start = await HeadAsync(shop.OwnerId);
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Store, EventKind.Document, EventKind.Role, EventKind.Store);

        Assert.Equal([start + 2, start + 3], (await ReadAsync(shop.OwnerId, start + 1, null, 2)).Select(e => e.Seq));
        Assert.Equal([start + 2, start + 5], (await ReadAsync(shop.OwnerId, start, EventKind.Store)).Select(e => e.Seq));
        Assert.Equal([start + 5], (await ReadAsync(shop.OwnerId, start + 2, EventKind.Store)).Select(e => e.Seq));
        Assert.Equal([start + 1], (await ReadAsync(shop.OwnerId, start, EventKind.Document, 1)).Select(e => e.Seq));
        Assert.Equal(
            [start + 2, start + 4],
            (await Node.ReadAsync(s => Node.Log.ReadCatalogAsync(s, shop.OwnerId, start, 2))).Select(e => e.Seq));
        Assert.Empty(await ReadAsync(shop.OwnerId, start + 5));
        Assert.Equal(start + 5, await HeadAsync(shop.OwnerId));
    }

    [Fact]
    public async Task Owners_count_for_themselves()
    {
        var one = await Shop.OpenAsync(Node);
        var other = await Shop.OpenAsync(Node);
        var head = await HeadAsync(other.OwnerId);
        await AppendAsync(one.OwnerId, EventKind.Store);

        Assert.Equal(head, await HeadAsync(other.OwnerId));
        Assert.Equal(0, await HeadAsync("01-999999999999999"));
        Assert.Empty(await ReadAsync("01-999999999999999", 0));
    }

    [Fact]
    public async Task A_unit_that_appends_twice_counts_on()
    {
        var shop = await Shop.OpenAsync(Node);
        var start = await HeadAsync(shop.OwnerId);
        var (first, head, second) = await Node.WriteAsync(shop.OwnerId, async work =>
        {
            var a = await Node.Log.AppendAsync(work, Source.System, [Made(EventKind.Store), Made(EventKind.Role)]);
            var h = work.Head;
            return (a, h, await Node.Log.AppendAsync(work, Source.System, [Made(EventKind.Store)]));
        });

        Assert.Equal((start + 1, start + 2, start + 3), (first, head, second));
        Assert.Equal(start + 3, await HeadAsync(shop.OwnerId));
    }

    [Fact]
    public async Task Whoever_waits_on_the_log_is_rung_after_the_commit_only()
    {
        var shop = await Shop.OpenAsync(Node);
        var signal = Node.Get<OwnerSignal>();
        var next = signal.NextAsync(shop.OwnerId);
        await Assert.ThrowsAsync<NotSupportedException>(() => Node.WriteAsync(shop.OwnerId, async work =>
        {
            await Node.Log.AppendAsync(work, Source.System, [Made(EventKind.Store)]);
            throw new NotSupportedException();
        }));
        Assert.False(next.IsCompleted);

        await Node.WriteAsync(shop.OwnerId, async work =>
        {
            await Node.Log.AppendAsync(work, Source.System, [Made(EventKind.Store)]);
            Assert.False(next.IsCompleted);
        });
        Assert.True(next.IsCompleted);
    }

    private static NewEvent Made(EventKind kind) => Events.Of(kind, "x");

    private Task AppendAsync(string ownerId, params EventKind[] kinds) => Node.WriteAsync(
        ownerId, work => Node.Log.AppendAsync(work, Source.System, [.. kinds.Select(Made)]));

    private Task<LogSlice> ReadAsync(string ownerId, long after, EventKind? kind = null, int limit = 100) =>
        Node.ReadAsync(s => Node.Log.ReadAsync(s, ownerId, after, kind, limit));

    private Task<long> HeadAsync(string ownerId) => Node.ReadAsync(s => Node.Log.HeadAsync(s, ownerId));
}

public sealed class SqliteEventLogTests : EventLogTests<SqliteFixture>;

public sealed class PostgreSqlEventLogTests : EventLogTests<PostgreSqlFixture>;
