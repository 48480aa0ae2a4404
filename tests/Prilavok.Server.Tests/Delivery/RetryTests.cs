using Prilavok.Core.Delivery;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>Only 200 ends a delivery; everything else is tried again about a minute later, on the owner's clock.</summary>
public abstract class RetryTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    protected override bool IsStill => true;

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Nothing_but_200_counts(int status)
    {
        Partner.On(Receipts, told => told.Call == 1 ? new Reply(status) : Reply.Ok);
        var tenant = await TenantAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();
        Assert.Single(Partner.At(Receipts));

        await tenant.TurnAsync(new { toNext = true });

        var told = Partner.At(Receipts);
        Assert.Equal([status, 200], told.Select(call => call.Answered));
        Assert.Equal(told[0].WebhookId, told[1].WebhookId);
        Assert.Equal(told[0].Body, told[1].Body);
        Assert.Empty((await tenant.TurnAsync(new { advance = "P1D" })).Ran);
        Assert.Equal(2, Partner.At(Receipts).Count);
    }

    [Fact]
    public async Task Attempts_are_made_at_exactly_these_times()
    {
        Partner.On(Receipts, told => told.Call <= 3 ? new Reply(503) : Reply.Ok);
        var tenant = await TenantAsync();
        var start = Server.Store.Clock.GetUtcNow();
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        var turn = await tenant.TurnAsync(new { advance = "PT1H" });

        var told = Partner.At(Receipts);
        var id = Guid.Parse(Assert.Single(told.Select(call => call.WebhookId).Distinct()));
        var times = new List<DateTimeOffset> { start };
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            // Due times are kept in whole milliseconds.
            times.Add(times[^1] + TimeSpan.FromMilliseconds(Math.Floor(RetrySchedule.Default.PauseAfter(id, attempt).TotalMilliseconds)));
        }

        Assert.Equal(times[1..], turn.Ran.Select(ran => ran.At));
        Assert.All(turn.Ran, ran => Assert.Equal($"retry receipts of app {tenant.AppId}", ran.What));
        Assert.All(times.Zip(times.Skip(1), (before, next) => next - before), pause => Assert.InRange(pause.TotalSeconds, 55, 65));
        Assert.Equal(times.Select(at => at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)), told.Select(call => call.Headers["webhook-timestamp"]));
        Assert.Equal(start.AddHours(1), turn.Now);
        var attempts = (await tenant.AttemptsAsync()).Where(attempt => (string)attempt["channel"]! == "receipts").ToList();
        Assert.Equal(times, attempts.Select(attempt => Tenant.Time(attempt["at"]!)));
        Assert.Equal([503, 503, 503, 200], attempts.Select(attempt => (int)attempt["statusCode"]!));
        Assert.Equal([1, 2, 3, 4], attempts.Select(attempt => (int)attempt["attempt"]!));
        Assert.All(attempts, attempt => Assert.Equal(id.ToString(), (string)attempt["id"]!));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        Partner.On(Receipts, told => told.Call == 1 ? new Reply(302, Location: Partner.Url + "/elsewhere") : Reply.Ok);
        var tenant = await TenantAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.TurnAsync(new { toNext = true });

        Assert.Equal([302, 200], Partner.At(Receipts).Select(call => call.Answered));
        Assert.Empty(Partner.At("/elsewhere"));
    }

    [Fact]
    public async Task A_clock_that_stands_before_the_next_attempt_makes_none()
    {
        Partner.On(Receipts, told => new Reply(503));
        var tenant = await TenantAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        Assert.Empty((await tenant.TurnAsync(new { advance = "PT54S" })).Ran);
        Assert.Single(Partner.At(Receipts));
        Assert.Single((await tenant.TurnAsync(new { advance = "PT12S" })).Ran);
        Assert.Equal(2, Partner.At(Receipts).Count);
    }
}

public sealed class SqliteRetryTests : RetryTests<SqliteFixture>;

public sealed class PostgreSqlRetryTests : RetryTests<PostgreSqlFixture>;
