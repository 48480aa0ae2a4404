using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Billing;

/// <summary>Paying, not paying, changing one's mind: what owner and service see of it.</summary>
public abstract class SubscriptionTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    protected override bool IsStill => true;

    [Fact]
    public async Task The_documented_change_from_90_to_180_on_the_15th_of_April_costs_48()
    {
        var life = await Life.OpenAsync(Server, Partner, plans: [new { id = "small", price = 90, period = "P1M" }, new { id = "large", price = 180, period = "P1M" }]);
        await life.Tenant.TurnAsync(new { to = "2027-04-01T10:00:00Z" });
        await life.InstallAsync(new { planId = "small" });
        await life.Tenant.TurnAsync(new { to = "2027-04-15T09:00:00Z" });

        var changed = (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "large" })).Expect(200).Json;

        Assert.Equal(("large", "2027-05-01T10:00:00.000Z"), ((string)changed["subscription"]!["planId"]!, (string)changed["subscription"]!["nextBillingDate"]!));
        Assert.Equal([48m, 90m], (await life.PaymentsAsync()).Select(payment => (decimal)payment!["amount"]!));

        (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "small" })).Expect(200);
        Assert.Equal(2, (await life.PaymentsAsync()).Count);
    }

    [Fact]
    public async Task A_declined_difference_leaves_the_terms_as_they_were_and_is_told_to_nobody()
    {
        var life = await Life.OpenAsync(Server, Partner);
        await life.InstallAsync(new { planId = "base" });
        var before = await life.SubscriptionAsync();
        life.Told();
        await life.BankAsync(new { kind = "declines", times = 1 });

        (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "gold" })).Expect(402);
        await life.Tenant.SettleAsync();

        Assert.Empty(life.Told());
        Assert.True(JsonNode.DeepEquals(before, await life.SubscriptionAsync()));
        (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "gold" })).Expect(200);
    }

    [Fact]
    public async Task A_first_payment_that_is_declined_is_tried_again_on_the_following_days()
    {
        var life = await Life.OpenAsync(Server, Partner);
        await life.BankAsync(new { kind = "declines", times = 2 });

        var installed = await life.InstallAsync();
        Assert.Equal(("CREATED", true), ((string)installed["subscription"]!["state"]!, (bool)installed["subscription"]!["overdue"]!));
        Assert.Equal(["verify", "1 SubscriptionCreated planId=base trialPeriodDuration=P0DT deviceNumber=1", "token", "ApplicationInstalled"], life.Told());
        (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "gold" })).Expect(409);

        await life.WaitAsync("P1D");
        Assert.Empty(life.Told());
        await life.WaitAsync("P1D");

        Assert.StartsWith("2 SubscriptionActivated", Assert.Single(life.Told()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_dunning_the_owner_can_pay_at_once()
    {
        var life = await Life.OpenAsync(Server, Partner);
        await life.InstallAsync();
        await life.BankAsync(new { kind = "declines" });
        await life.WaitAsync("P33D");
        (await life.Tenant.Owner.PostAsync(life.Installation + "/payment", new { })).Expect(402);
        await life.BankAsync(new { kind = "succeeds" });
        life.Told();

        var paid = (await life.Tenant.Owner.PostAsync(life.Installation + "/payment", new { })).Expect(200).Json;
        await life.Tenant.SettleAsync();

        Assert.False((bool)paid["subscription"]!["overdue"]!);
        Assert.StartsWith("3 SubscriptionRenewed", Assert.Single(life.Told()), StringComparison.Ordinal);
        (await life.Tenant.Owner.PostAsync(life.Installation + "/payment", new { })).Expect(409);
    }

    [Fact]
    public async Task Too_late_to_pay_the_app_has_to_be_installed_again()
    {
        var life = await Life.OpenAsync(Server, Partner);
        await life.InstallAsync();
        await life.BankAsync(new { kind = "declines" });
        await life.WaitAsync("P70D");
        await life.BankAsync(new { kind = "succeeds" });

        (await life.Tenant.Owner.PostAsync(life.Installation + "/payment", new { })).Expect(409);

        await life.InstallAsync();
        Assert.Contains(life.Told(), told => told.StartsWith("1 SubscriptionCreated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_that_is_removed_on_a_day_pays_until_then()
    {
        var life = await Life.OpenAsync(Server, Partner);
        await life.InstallAsync();
        await life.BankAsync(new { kind = "succeeds", until = Server.Store.Clock.GetUtcNow().AddDays(45).ToString("O") });

        await life.WaitAsync("P90D");

        Assert.Equal(["declined", "declined", "declined", "declined", "declined", "declined", "paid", "paid"], (await life.PaymentsAsync()).Select(payment => (string)payment!["result"]!));
        Assert.Null(await life.SubscriptionAsync());
    }

    [Fact]
    public async Task A_year_goes_by_at_once_and_the_same_way_every_time()
    {
        var histories = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var partner = await PartnerService.StartAsync();
            var life = await Life.OpenAsync(Server, partner);
            await life.InstallAsync();
            await life.WaitAsync("P100D");
            (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "gold" })).Expect(200);
            await life.BankAsync(new { kind = "declines", times = 3 });

            await life.WaitAsync("P265D");

            histories.Add(string.Join('\n', life.Told()));
            Assert.Equal(1 + 12, (await life.PaymentsAsync()).Count(payment => (string)payment!["reason"]! == "period" && (string)payment["result"]! == "paid"));
        }

        Assert.Equal(histories[0], histories[1]);
        Assert.Equal(5 + 12 + 1, histories[0].Split('\n').Length);
    }

    [Fact]
    public async Task A_service_may_call_back_with_its_new_token_while_it_is_handed_over()
    {
        var life = await Life.OpenAsync(Server, Partner);
        Task<Answer>? called = null;
        Partner.On("/api/v1/user/token", told =>
        {
            called = new Caller(Server.Http, (string)told.Json["token"]!, "X-Authorization").GetAsync("/stores");
            return new Reply(200, After: called);
        });

        await life.InstallAsync();

        (await called!).Expect(200);
        Assert.Equal(200, Assert.Single(Partner.At("/api/v1/user/token")).Answered);
    }

    [Fact]
    public async Task A_service_that_refuses_the_news_of_a_subscription_holds_up_nothing_else()
    {
        Partner.On("/api/v1/subscription/event", told => told.Call == 1 ? new Reply(500) : Reply.Ok);
        var life = await Life.OpenAsync(Server, Partner);

        await life.InstallAsync();

        Assert.Equal(["verify", "1 SubscriptionCreated planId=base trialPeriodDuration=P0DT deviceNumber=1", "token", "ApplicationInstalled"], life.Told());
        await life.WaitAsync("PT2M");
        Assert.Equal(2, life.Told().Count);
    }

    [Theory]
    [InlineData("""{"planId":"silver"}""", 400, "planId")]
    [InlineData("""{"planId":7}""", 400, "planId")]
    [InlineData("""{"deviceNumber":0}""", 400, "deviceNumber")]
    [InlineData("""{"deviceNumber":-3}""", 400, "deviceNumber")]
    [InlineData("""{"deviceNumber":1.5}""", 400, "deviceNumber")]
    [InlineData("""{"deviceNumber":"2"}""", 400, "deviceNumber")]
    [InlineData("""{"addOns":[{"id":"none","quantity":1}]}""", 400, "addOns")]
    [InlineData("""{"addOns":[{"id":"extra-store","quantity":-1}]}""", 400, "addOns")]
    [InlineData("""{"addOns":[{"id":"extra-store","quantity":1},{"id":"extra-store","quantity":1}]}""", 400, "addOns")]
    [InlineData("""{"addOns":[7]}""", 400, "addOns")]
    [InlineData("""{"addOns":{}}""", 400, "addOns")]
    public async Task Terms_that_make_no_sense_are_refused_by_name_and_change_nothing(string terms, int status, string subject)
    {
        var life = await Life.OpenAsync(Server, Partner);
        var refused = (await life.Tenant.Owner.PostAsync(life.Installation, terms)).Expect(status);
        Assert.Equal(subject, (string)refused.Json["violations"]![0]!["subject"]!);
        await life.InstallAsync(new { planId = "gold" });

        refused = (await life.Tenant.Owner.PatchAsync(life.Installation, terms)).Expect(status);

        Assert.Equal(subject, (string)refused.Json["violations"]![0]!["subject"]!);
        Assert.Equal("gold", (string)(await life.SubscriptionAsync())!["planId"]!);
    }

    [Theory]
    [InlineData("""[{"id":"free","price":0,"period":"P1M"}]""", "plans[0].price")]
    [InlineData("""[{"id":"a","price":-1,"period":"P1M"}]""", "plans[0].price")]
    [InlineData("""[{"id":"a b","price":1,"period":"P1M"}]""", "plans[0].id")]
    [InlineData("""[{"id":"a","price":1,"period":"P1W"}]""", "plans[0].period")]
    [InlineData("""[{"id":"a","price":1,"period":"P1M"},{"id":"a","price":2,"period":"P1M"}]""", "plans")]
    [InlineData("""[{"id":"a","price":1,"period":"P1M","discounts":[{"from":2,"percent":10}]}]""", "plans[0].discounts")]
    [InlineData("""[{"id":"a","price":1,"period":"P1M","perDevice":true,"discounts":[{"from":2,"percent":100}]}]""", "plans[0].discounts[0]")]
    public async Task Plans_that_make_no_sense_are_refused_by_name(string plans, string subject)
    {
        var tenant = await TenantAsync();

        var refused = (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", $$"""{"plans":{{plans}}}""")).Expect(400);

        Assert.Equal(subject, (string)refused.Json["violations"]![0]!["subject"]!);
    }

    [Fact]
    public async Task Without_an_app_a_subscription_or_a_debt_there_is_nothing_to_steer()
    {
        var life = await Life.OpenAsync(Server, Partner);
        (await life.Tenant.Owner.PatchAsync(life.Installation, new { planId = "gold" })).Expect(404);
        (await life.Tenant.Owner.PostAsync(life.Installation + "/payment", new { })).Expect(404);

        var free = await TenantAsync();
        (await free.Owner.PatchAsync(free.Manage($"/apps/{free.AppId}/installation"), new { deviceNumber = 2 })).Expect(409);
        (await free.Owner.PostAsync(free.Manage($"/apps/{free.AppId}/installation/payment"), new { })).Expect(409);
    }

    [Theory]
    [InlineData("""{"kind":"maybe"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"kind":"succeeds","times":2}""")]
    [InlineData("""{"kind":"declines","times":0}""")]
    [InlineData("""{"kind":"declines","until":"tomorrow"}""")]
    public async Task A_way_to_pay_that_makes_no_sense_is_refused(string method)
    {
        var tenant = await TenantAsync();

        (await tenant.Owner.SendAsync(HttpMethod.Put, tenant.Manage("/payment-method"), Caller.ContentOf(method))).Expect(400);

        Assert.Equal("""{"kind":"succeeds"}""", (await tenant.Owner.GetAsync(tenant.Manage("/payment-method"))).Expect(200).Text);
    }
}

public sealed class SqliteSubscriptionTests : SubscriptionTests<SqliteFixture>;

public sealed class PostgreSqlSubscriptionTests : SubscriptionTests<PostgreSqlFixture>;
