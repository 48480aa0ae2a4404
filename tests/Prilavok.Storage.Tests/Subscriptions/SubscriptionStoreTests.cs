using Prilavok.Core.Apps;
using Prilavok.Core.Billing;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Sandbox;
using Prilavok.Core.Subscriptions;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Subscriptions;

public abstract class SubscriptionStoreTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly Terms Monthly = new(new Plan("base", "Base", 90_00, PlanPeriod.Month, PerDevice: true), 2, [new ChosenAddOn("a", 1, 5_00)]);

    private ISubscriptions Subscriptions => Node.Get<ISubscriptions>();

    private IPayments Payments => Node.Get<IPayments>();

    [Fact]
    public async Task What_is_kept_is_read_back_whole()
    {
        var shop = await Shop.OpenAsync(Node);
        var kept = New(shop) with { Pending = new Charge("c1", ChargeReason.Terms, 7, Now, Monthly), UserToken = "their token", Attempts = 2, TerminatedAt = Now };

        await SaveAsync(kept);

        var read = await Node.ReadAsync(s => Subscriptions.FindAsync(s, shop.OwnerId, kept.Id));
        Assert.Equivalent(kept, read, strict: true);
        Assert.Null(await Node.ReadAsync(s => Subscriptions.FindAsync(s, "01-000000000000099", kept.Id)));
    }

    [Fact]
    public async Task The_newest_of_an_app_comes_first()
    {
        var shop = await Shop.OpenAsync(Node);
        await SaveAsync(New(shop, "s1"), New(shop, "s3") with { StartedAt = Now.AddDays(1) }, New(shop, "s2"), New(shop, "s9") with { AppId = "another" });

        Assert.Equal(["s3", "s2", "s1"], (await Node.ReadAsync(s => Subscriptions.ListAsync(s, shop.OwnerId, shop.App.Id))).Select(one => one.Id));
        Assert.Equal("s3", (await Node.ReadAsync(s => Subscriptions.LastAsync(s, shop.OwnerId, shop.App.Id.ToUpperInvariant())))!.Id);
    }

    [Fact]
    public async Task What_is_due_is_claimed_once_the_longest_due_first_and_again_when_the_lease_is_over()
    {
        var shop = await Shop.OpenAsync(Node);
        await SaveAsync(DueIn(shop, "late", 1), DueIn(shop, "soon", 2), DueIn(shop, "never", null), DueIn(shop, "tomorrow", 24));
        Assert.Equal(Now.AddHours(1), await Node.ReadAsync(Subscriptions.NextDueAsync));
        Store.Clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(["late"], await ClaimAsync(1));
        Assert.Equal(["soon"], await ClaimAsync(9));
        Assert.Empty(await ClaimAsync(9));
        Assert.Equal(["late", "soon"], (await OpenAsync(shop)).Order(StringComparer.Ordinal));
        Store.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, (await ClaimAsync(9)).Count);
    }

    [Fact]
    public async Task Turning_the_owners_clock_brings_nearer_what_waits_and_no_lease()
    {
        var (shop, other) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        await SaveAsync(DueIn(shop, "waits", 24), DueIn(shop, "held", 1));
        await SaveAsync(DueIn(other, "others", 24));
        Store.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["held"], await ClaimAsync(9));

        await Node.Storage.WriteAsync(
            shop.OwnerId,
            async work =>
            {
                await Node.Get<IOwners>().TurnClockAsync(work, TimeSpan.FromHours(23));
                await Subscriptions.ShiftAsync(work, TimeSpan.FromHours(23));
                return true;
            },
            Ct);

        Assert.Equal(["waits"], await ClaimAsync(9));
        var next = await Node.ReadAsync(s => Subscriptions.NextOfAsync(s, other.OwnerId));
        Assert.Equal((Now.AddHours(22), "others"), (next!.Value.DueAt, Assert.Single(next.Value.Keys).SubscriptionId));
        await SaveAsync(DueIn(shop, "waits", 24 * 3)); // Kept anew under the turned clock it is due in real time.
        Assert.Equal(Now.AddHours(72 - 23), (await Node.ReadAsync(s => Subscriptions.NextOfAsync(s, shop.OwnerId)))!.Value.DueAt);
    }

    [Fact]
    public async Task A_process_that_dies_between_order_and_outcome_is_followed_by_one_that_charges_once()
    {
        var shop = await Shop.OpenAsync(Node);
        await Node.Storage.WriteAsync(
            shop.OwnerId,
            async work =>
            {
                var start = SubscriptionMachine.Start("s1", shop.OwnerId, shop.App.Id, Monthly, 0, TimeSpan.Zero, work.Now);
                await Node.Get<TakeTurn>().HandleAsync(work, Source.Owner("anna"), start);
                return true;
            },
            Ct);
        var bank = new Bank();
        var charge = new ChargeSubscription(
            Node.Storage, Node.Get<IOwners>(), Subscriptions, Payments, bank, Node.Get<TakeTurn>(), Node.Get<BillingRules>(), Node.Get<BillingSignal>(), Store.Clock);

        // The first one ordered the charge and died before it wrote down what came of it.
        await Assert.ThrowsAsync<OperationCanceledException>(() => charge.HandleAsync(shop.OwnerId, "s1", Ct));
        Assert.Empty(await ClaimAsync(9));
        Store.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["s1"], await ClaimAsync(9));
        await charge.HandleAsync(shop.OwnerId, "s1", Ct);
        await charge.HandleAsync(shop.OwnerId, "s1", Ct);

        Assert.Equal(2, bank.Orders.Count);
        Assert.Single(bank.Orders.Distinct());
        Assert.Single(await Node.ReadAsync(s => Payments.ListAsync(s, shop.OwnerId, null, 10)));
        var told = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, 0, EventKind.Subscription, 10));
        Assert.Equal(
            [NewsType.Created, NewsType.AddonsUpdated, NewsType.Activated], told.Select(e => ((SubscriptionFact)e.Fact).News.Type));
        Assert.Equal(2, (await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, told[^1].Seq, null, 10))).Count); // Token and installation, once.
    }

    [Fact]
    public async Task Payments_are_numbered_and_listed_the_newest_first()
    {
        var (shop, other) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        await PayAsync(shop, "p1", true);
        await PayAsync(shop, "p2", false);
        await PayAsync(other, "p1", true);
        await PayAsync(shop, "p3", false);

        var list = await Node.ReadAsync(s => Payments.ListAsync(s, shop.OwnerId, null, 2));

        Assert.Equal([(3, "p3", false), (2, "p2", false)], list.Select(payment => (payment.Number, payment.Id, payment.IsPaid)));
        Assert.Equal("p1", Assert.Single(await Node.ReadAsync(s => Payments.ListAsync(s, shop.OwnerId, 2, 10))).Id);
        Assert.Equal(2, await Node.ReadAsync(s => Payments.DeclinedAsync(s, shop.OwnerId, 0)));
        Assert.Equal(1, await Node.ReadAsync(s => Payments.DeclinedAsync(s, shop.OwnerId, 2)));
    }

    [Fact]
    public async Task A_bank_that_declines_so_many_times_counts_from_when_it_was_chosen()
    {
        var shop = await Shop.OpenAsync(Node);
        await PayAsync(shop, "before", false);
        await Node.Storage.WriteAsync(
            shop.OwnerId,
            async work =>
            {
                await Payments.SaveMethodAsync(work, new PaymentMethod(Succeeds: false, Times: 1));
                return true;
            },
            Ct);
        var owner = (await Node.ReadAsync(s => Node.Get<IOwners>().FindAsync(s, shop.OwnerId)))!;
        var bank = new SandboxPayments(Node.Storage, Payments, Store.Clock);
        var charge = new Charge("c", ChargeReason.Period, 1, Now);

        Assert.Equal(PaymentOutcome.Declined, await bank.ChargeAsync(owner, charge, Ct));
        await PayAsync(shop, "declined", false);
        Assert.Equal(PaymentOutcome.Paid, await bank.ChargeAsync(owner, charge, Ct));
        Assert.Equal(PaymentOutcome.Declined, await bank.ChargeAsync(owner with { IsSandbox = false }, charge, Ct));
    }

    private Subscription New(Shop shop, string id = "s1") =>
        SubscriptionMachine.Start(id, shop.OwnerId, shop.App.Id, Monthly, 14, TimeSpan.Zero, Now).Next;

    private Subscription DueIn(Shop shop, string id, int? hours) =>
        New(shop, id) with { NextBillingAt = hours is { } due ? Store.Node.Get<TimeProvider>().GetUtcNow().AddHours(due) : null };

    private async Task SaveAsync(params Subscription[] subscriptions) => await Node.Storage.WriteAsync(
        subscriptions[0].OwnerId,
        async work =>
        {
            foreach (var subscription in subscriptions)
            {
                await Subscriptions.SaveAsync(work, subscription, null);
            }

            return true;
        },
        Ct);

    private async Task<IReadOnlyList<string>> ClaimAsync(int limit) => [.. (await Node.Storage.WriteAsync(
        work => Subscriptions.ClaimAsync(work, Now, TimeSpan.FromMinutes(1), limit), Ct)).Select(key => key.SubscriptionId)];

    private async Task<IReadOnlyList<string>> OpenAsync(Shop shop) =>
        [.. (await Node.ReadAsync(s => Subscriptions.OpenAsync(s, shop.OwnerId, Now))).Select(key => key.SubscriptionId)];

    private Task PayAsync(Shop shop, string id, bool isPaid) => Node.Storage.WriteAsync(
        shop.OwnerId,
        async work =>
        {
            await Payments.AddAsync(work, new Payment(0, id, shop.App.Id, "s1", ChargeReason.Period, 90_00, Now, isPaid));
            return true;
        },
        Ct);

    /// <summary>Takes the money and dies the first time, before anybody hears of it.</summary>
    private sealed class Bank : IPaymentProvider
    {
        public List<string> Orders { get; } = [];

        public Task<PaymentOutcome> ChargeAsync(Owner owner, Charge charge, CancellationToken ct)
        {
            Orders.Add(charge.Id);
            return Orders.Count == 1 ? Task.FromException<PaymentOutcome>(new OperationCanceledException()) : Task.FromResult(PaymentOutcome.Paid);
        }
    }
}

public sealed class SqliteSubscriptionStoreTests : SubscriptionStoreTests<SqliteFixture>;

public sealed class PostgreSqlSubscriptionStoreTests : SubscriptionStoreTests<PostgreSqlFixture>;
