using Prilavok.Core.Apps;
using Prilavok.Core.Subscriptions;
using Xunit;

namespace Prilavok.Core.Tests.Subscriptions;

public sealed class TermsChoiceTests
{
    private static readonly AppSettings Offer = new()
    {
        Name = "App",
        Plans =
        [
            new Plan("base", null, 100_00, PlanPeriod.Month, PerDevice: true) { Discounts = [new PlanDiscount(10, 20), new PlanDiscount(5, 10)] },
            new Plan("own", null, 900_00, PlanPeriod.Year, PerDevice: false),
        ],
        AddOns = [new AddOn("extra-store", null, 50_00)],
    };

    [Theory]
    [InlineData(1, 100_00)]
    [InlineData(4, 400_00)]
    [InlineData(5, 450_00)]
    [InlineData(9, 810_00)]
    [InlineData(10, 800_00)]
    public void The_most_that_applies_is_taken_off_for_many_terminals(int devices, long price) =>
        Assert.Equal(price, new TermsChoice("base", devices, null).Of(Offer, null).Terms!.Price);

    [Fact]
    public void A_plan_of_the_publishers_own_costs_the_same_for_any_number_of_terminals() =>
        Assert.Equal(900_00, new TermsChoice("own", 30, null).Of(Offer, null).Terms!.Price);

    [Fact]
    public void Add_ons_are_paid_beside_the_plan() => Assert.Equal(
        1_000_00, new TermsChoice("own", null, new Dictionary<string, int> { ["extra-store"] = 2 }).Of(Offer, null).Terms!.Price);

    [Fact]
    public void What_is_left_open_is_the_first_plan_for_one_terminal()
    {
        var terms = new TermsChoice(null, null, null).Of(Offer, null).Terms!;

        Assert.Equal(("base", 1), (terms.Plan.Id, terms.Devices));
        Assert.Empty(terms.AddOns);
    }

    [Fact]
    public void What_is_left_open_stays_as_it_was_agreed_whatever_the_offer_says_now()
    {
        var agreed = new TermsChoice("own", 3, new Dictionary<string, int> { ["extra-store"] = 1 }).Of(Offer, null).Terms!;
        var dearer = Offer with { Plans = [.. Offer.Plans.Select(plan => plan with { Price = plan.Price * 2 })] };

        Assert.Equal(agreed, new TermsChoice(null, null, null).Of(dearer, agreed).Terms);
        Assert.Equal(agreed.Plan, new TermsChoice("own", 5, null).Of(dearer, agreed).Terms!.Plan);
    }

    [Fact]
    public void What_the_app_does_not_offer_is_refused()
    {
        Assert.Equal("planId", new TermsChoice("gold", null, null).Of(Offer, null).Fault!.Subject);
        Assert.Equal("addOns", new TermsChoice(null, null, new Dictionary<string, int> { ["x"] = 1 }).Of(Offer, null).Fault!.Subject);
        Assert.Equal("planId", new TermsChoice("base", null, null).Of(Offer with { Plans = [] }, null).Fault!.Subject);
    }

    [Fact]
    public void A_free_app_has_no_terms() => Assert.Equal((null, null), new TermsChoice(null, 1, null).Of(Offer with { Plans = [] }, null));
}
