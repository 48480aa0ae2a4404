using Prilavok.Core.Apps;
using Prilavok.Core.Subscriptions;
using Xunit;

namespace Prilavok.Core.Tests.Subscriptions;

/// <summary>An id of a charge never means two charges, also where the state that knew of one was lost and its number comes again.</summary>
public sealed class ChargeIdTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly Plan Month = new("month", "Month", 90_00, PlanPeriod.Month, PerDevice: true);

    private static readonly Subscription Backup = Paid(SubscriptionMachine.Start("s1", "o", "a", new Terms(Month, 1, []), 0, TimeSpan.Zero, Start));

    [Fact]
    public void The_same_charge_ordered_again_after_a_restore_has_the_id_it_had()
    {
        var due = Backup.NextBillingAt!.Value;

        Assert.Equal(IdOf(SubscriptionMachine.Due(Backup, due)), IdOf(SubscriptionMachine.Due(Backup, due.AddHours(7))));
    }

    [Fact]
    public void Whatever_else_is_ordered_under_the_same_number_has_another_id()
    {
        var now = Start.AddDays(10);
        Turn[] orders =
        [
            SubscriptionMachine.Due(Backup, Backup.NextBillingAt!.Value),
            SubscriptionMachine.Due(Backup with { NextBillingAt = Start.AddDays(40) }, Start.AddDays(40)),
            SubscriptionMachine.Due(Backup with { Id = "s2" }, Backup.NextBillingAt!.Value),
            SubscriptionMachine.PayNow(Backup, now),
            SubscriptionMachine.PayNow(Backup with { State = SubscriptionState.Terminated }, now),
            SubscriptionMachine.PayNow(Backup with { Terms = Backup.Terms with { Devices = 2 } }, now),
            SubscriptionMachine.PayNow(Backup with { Terms = new Terms(Month with { Id = "other" }, 1, []) }, now),
            SubscriptionMachine.ChangeTerms(Backup, Backup.Terms with { Devices = 2 }, now),
            SubscriptionMachine.ChangeTerms(Backup, Backup.Terms with { Devices = 2 }, now.AddDays(5)),
            SubscriptionMachine.ChangeTerms(Backup, Backup.Terms with { AddOns = [new ChosenAddOn("x", 1, 90_00)] }, now),
            SubscriptionMachine.ChangeTerms(Backup, Backup.Terms with { AddOns = [new ChosenAddOn("y", 1, 90_00)] }, now),
        ];

        Assert.All(orders, order => Assert.Equal(2, order.Next.Charges));
        Assert.Distinct(orders.Select(IdOf));
    }

    private static Subscription Paid(Turn turn) => SubscriptionMachine.Settle(turn.Next, isPaid: true, Start).Next;

    private static string IdOf(Turn turn) => turn.Next.Pending!.Id;
}
