using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Billing;

/// <summary>Where the documents of the real cloud contradict each other, the operator chooses.</summary>
public sealed class BillingOptionsTests
{
    [Fact]
    public async Task Attempts_may_be_made_before_the_due_date_so_that_the_app_leaves_on_it()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), isTurned: true, ("Billing:DunningAnchor", "Before"));
        await using var partner = await PartnerService.StartAsync();
        var life = await Life.OpenAsync(server, partner);
        await life.InstallAsync();
        await life.BankAsync(new { kind = "declines" });
        life.Told();

        await life.WaitAsync("P30D"); // March has 31.
        Assert.Empty(life.Told());
        Assert.Equal(5, (await life.PaymentsAsync()).Count(payment => (string)payment!["result"]! == "declined"));
        await life.WaitAsync("P1D");

        Assert.Equal(["3 SubscriptionTerminated", "ApplicationUninstalled"], life.Told());
    }

    [Fact]
    public async Task An_app_may_have_to_come_back_with_the_plan_it_had()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), isTurned: true, ("Billing:ChangesPlanOnReturn", "false"));
        await using var partner = await PartnerService.StartAsync();
        var life = await Life.OpenAsync(server, partner);
        await life.InstallAsync();
        await life.RemoveAsync();
        life.Told();

        (await life.Tenant.Owner.PostAsync(life.Installation, new { planId = "gold" })).Expect(409);
        Assert.Empty(life.Told());
        await life.InstallAsync(new { planId = "base" });
    }

    [Fact]
    public async Task Times_may_be_written_as_they_were_published()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), isTurned: true, ("Webhooks:OffsetTimes", "true"));
        await using var partner = await PartnerService.StartAsync();
        var life = await Life.OpenAsync(server, partner);

        await life.InstallAsync();

        Assert.Equal("2026-04-02T09:00:00.000+0000", (string)partner.At("/api/v1/subscription/event")[1].Json["nextBillingDate"]!);
    }
}
