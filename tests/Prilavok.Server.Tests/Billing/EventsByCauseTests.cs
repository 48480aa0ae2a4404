using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Billing;

/// <summary>For each cause: exactly these events with these members, in this order, as the service receives them.</summary>
public abstract class EventsByCauseTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>Days from now to the same day of the month after next months.</summary>
    private string Months(int months, int after = 0)
    {
        var from = Server.Store.Clock.GetUtcNow().AddDays(after);
        return $"{(from.AddMonths(months) - Server.Store.Clock.GetUtcNow()).Days}d";
    }

    protected override bool IsStill => true;

    [Fact]
    public async Task Installed_with_a_trial()
    {
        var life = await Life.OpenAsync(Server, Partner, "P14D");

        var installed = await life.InstallAsync(new { planId = "base", deviceNumber = 3, addOns = new[] { new { id = "extra-store", quantity = 2 } } });

        Assert.Equal(
            [
                "verify",
                "1 SubscriptionCreated planId=base trialPeriodDuration=P14DT deviceNumber=3",
                "2 AddonsUpdated addons=2×extra-store",
                "token",
                "ApplicationInstalled",
            ],
            life.Told());
        Assert.Equal("CREATED", (string)installed["subscription"]!["state"]!);
        Assert.Equal(Server.Store.Clock.GetUtcNow().AddDays(14), Tenant.Time(installed["subscription"]!["nextBillingDate"]!), TimeSpan.FromMilliseconds(1));
        Assert.Empty(await life.PaymentsAsync());
    }

    [Fact]
    public async Task Installed_without_a_trial_and_paid()
    {
        var life = await Life.OpenAsync(Server, Partner);

        var installed = await life.InstallAsync(new { planId = "base", deviceNumber = 2 });

        Assert.Equal(
            [
                "verify",
                "1 SubscriptionCreated planId=base trialPeriodDuration=P0DT deviceNumber=2",
                $"2 SubscriptionActivated nextBillingDate={Months(1)} chargedSum=180 RUB",
                "token",
                "ApplicationInstalled",
            ],
            life.Told());
        Assert.Equal("ACTIVE", (string)installed["subscription"]!["state"]!);
        Assert.Equal((180m, "paid"), ((decimal)(await life.PaymentsAsync())[0]!["amount"]!, (string)(await life.PaymentsAsync())[0]!["result"]!));
    }

    [Fact]
    public async Task A_trial_ends_and_is_paid()
    {
        var life = await Life.OpenAsync(Server, Partner, "P14D");
        await life.InstallAsync();
        life.Told();

        await life.WaitAsync("P14D");

        Assert.Equal([$"2 SubscriptionActivated nextBillingDate={Months(1, after: 14)} chargedSum=90 RUB"], life.Told());
    }

    [Fact]
    public async Task A_trial_ends_and_is_not_paid_on_any_of_six_days()
    {
        var life = await Life.OpenAsync(Server, Partner, "P14D");
        await life.InstallAsync();
        await life.BankAsync(new { kind = "declines" });
        life.Told();

        await life.WaitAsync("P18D");
        Assert.Empty(life.Told());
        Assert.True((bool)(await life.SubscriptionAsync())!["overdue"]!);

        await life.WaitAsync("P1D");

        Assert.Equal(["2 SubscriptionTerminated", "ApplicationUninstalled"], life.Told());
        Assert.Null(await life.SubscriptionAsync());
        Assert.Equal(6, (await life.PaymentsAsync()).Count(payment => (string)payment!["result"]! == "declined"));
    }

    [Fact]
    public async Task A_period_is_paid()
    {
        var life = await Life.OpenAsync(Server, Partner);
        await life.InstallAsync();
        life.Told();

        await life.WaitAsync("P31D");

        Assert.Equal([$"3 SubscriptionRenewed nextBillingDate={Months(2)} chargedSum=90 RUB"], life.Told());
    }

    [Fact]
    public async Task A_period_is_paid_on_the_third_day_after_and_gives_no_free_days()
    {
        var life = await Life.OpenAsync(Server, Partner);
        await life.InstallAsync();
        await life.BankAsync(new { kind = "declines", times = 3 });
        life.Told();

        var turned = await life.WaitAsync("P35D");

        Assert.Equal(4, turned.Ran.Count);
        Assert.Equal([$"3 SubscriptionRenewed nextBillingDate={Months(2)} chargedSum=90 RUB"], life.Told());
    }

    [Fact]
    public async Task Terms_change_and_only_what_changed_is_told()
    {
        var life = await Life.OpenAsync(Server, Partner);
        await life.InstallAsync(new { planId = "base" });
        life.Told();

        (await life.Tenant.Owner.PatchAsync(life.Installation, new { deviceNumber = 2 })).Expect(200);
        (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "gold", deviceNumber = 2 })).Expect(200);
        (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "base", deviceNumber = 1 })).Expect(200);
        (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "base" })).Expect(200);
        (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "year", addOns = new[] { new { id = "extra-store", quantity = 1 } } })).Expect(200);
        await life.Tenant.SettleAsync();

        Assert.Equal(
            [
                "3 SubscriptionTermsChanged deviceNumber=2 chargedSum=90 RUB",
                "4 SubscriptionTermsChanged planId=gold",
                "5 SubscriptionTermsChanged planId=base deviceNumber=1",
                $"6 SubscriptionTermsChanged planId=year nextBillingDate={Months(12)} chargedSum=820 RUB",
                "7 AddonsUpdated addons=1×extra-store",
            ],
            life.Told());
    }

    [Fact]
    public async Task Removed_before_the_end_and_then_the_end_comes()
    {
        var life = await Life.OpenAsync(Server, Partner);
        await life.InstallAsync();
        life.Told();

        await life.RemoveAsync();
        Assert.Equal(["3 SubscriptionTerminationRequested", "ApplicationUninstalled"], life.Told());

        await life.WaitAsync("P40D");
        Assert.Equal(["4 SubscriptionTerminated"], life.Told());
        Assert.Single(await life.PaymentsAsync());
    }

    [Fact]
    public async Task Taken_back_before_the_end_with_the_same_plan()
    {
        var life = await Life.OpenAsync(Server, Partner);
        var first = await life.InstallAsync();
        await life.RemoveAsync();
        life.Told();

        var again = await life.InstallAsync();

        Assert.Equal(["verify", $"4 SubscriptionRenewed nextBillingDate={Months(1)}", "token", "ApplicationInstalled"], life.Told());
        Assert.Equal((string)first["subscription"]!["id"]!, (string)again["subscription"]!["id"]!);
        Assert.NotEqual((string)first["token"]!, (string)again["token"]!);
        Assert.Single(await life.PaymentsAsync());
    }

    [Fact]
    public async Task Taken_back_before_the_end_with_another_plan()
    {
        var life = await Life.OpenAsync(Server, Partner);
        await life.InstallAsync();
        await life.RemoveAsync();
        life.Told();

        await life.InstallAsync(new { planId = "gold" });

        Assert.Equal(
            [
                "verify",
                $"4 SubscriptionRenewed nextBillingDate={Months(1)}",
                "5 SubscriptionTermsChanged planId=gold chargedSum=90 RUB",
                "token",
                "ApplicationInstalled",
            ],
            life.Told());
    }

    [Fact]
    public async Task Installed_again_after_the_end_it_is_a_new_subscription_without_a_second_trial()
    {
        var life = await Life.OpenAsync(Server, Partner, "P14D");
        var first = await life.InstallAsync();
        await life.RemoveAsync();
        await life.WaitAsync("P14D");
        life.Told();

        var again = await life.InstallAsync(new { planId = "gold" });

        Assert.Equal(
            [
                "verify",
                "1 SubscriptionCreated planId=gold trialPeriodDuration=P0DT deviceNumber=1",
                $"2 SubscriptionActivated nextBillingDate={Months(1, after: 14)} chargedSum=180 RUB",
                "token",
                "ApplicationInstalled",
            ],
            life.Told());
        Assert.NotEqual((string)first["subscription"]!["id"]!, (string)again["subscription"]!["id"]!);
    }

    [Fact]
    public async Task Ended_unpaid_and_paid_again_without_installing()
    {
        var life = await Life.OpenAsync(Server, Partner);
        var first = await life.InstallAsync();
        await life.BankAsync(new { kind = "declines" });
        await life.WaitAsync("P40D");
        (await life.Tenant.Owner.PostAsync(life.Installation + "/payment", new { })).Expect(402);
        life.Told();
        await life.BankAsync(new { kind = "succeeds" });

        var back = (await life.Tenant.Owner.PostAsync(life.Installation + "/payment", new { })).Expect(200).Json;
        await life.Tenant.SettleAsync();

        Assert.Equal([$"4 SubscriptionRenewed nextBillingDate={Months(1, after: 40)} chargedSum=90 RUB", "token", "ApplicationInstalled"], life.Told());
        Assert.Equal((string)first["subscription"]!["id"]!, (string)back["subscription"]!["id"]!);
        await life.Tenant.OpenShopAsync();
        await life.Tenant.SettleAsync();
        Assert.Equal("Bearer " + PartnerService.UserToken, Partner.At("/api/v1/inventories/stores")[^1].Authorization);
    }

    [Fact]
    public async Task Paid_once_there_are_three_events_at_most()
    {
        var life = await Life.OpenAsync(Server, Partner, plans: [new { id = "ever", price = 1000, period = (string?)null, perDevice = true }]);
        await life.InstallAsync();
        (await life.Tenant.Owner.PatchAsync(life.Installation, new { deviceNumber = 2 })).Expect(409);
        await life.RemoveAsync();
        await life.WaitAsync("P400D");
        await life.InstallAsync();

        Assert.Equal(
            [
                "verify",
                "1 SubscriptionCreated planId=ever trialPeriodDuration=P0DT deviceNumber=1",
                "2 SubscriptionActivated chargedSum=1000 RUB",
                "token",
                "ApplicationInstalled",
                "ApplicationUninstalled",
                "verify",
                "token",
                "ApplicationInstalled",
            ],
            life.Told());
        Assert.Single(await life.PaymentsAsync());
    }

    [Fact]
    public async Task Whom_the_service_charges_itself_hears_of_no_subscription()
    {
        Partner.On("/api/v1/user/verify", told => new Reply(200, $$"""{"userId":"{{told.Json["userId"]}}","hasBilling":"True","token":"t"}"""));
        var life = await Life.OpenAsync(Server, Partner);

        var installed = await life.InstallAsync();
        await life.WaitAsync("P60D");
        await life.RemoveAsync();

        Assert.Equal(["verify", "token", "ApplicationInstalled", "ApplicationUninstalled"], life.Told());
        Assert.Null(installed["subscription"]);
        Assert.Empty(await life.PaymentsAsync());
    }
}

public sealed class SqliteEventsByCauseTests : EventsByCauseTests<SqliteFixture>;

public sealed class PostgreSqlEventsByCauseTests : EventsByCauseTests<PostgreSqlFixture>;
