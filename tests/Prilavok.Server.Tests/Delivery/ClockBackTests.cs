using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>The clock of the machine is put back while lanes rest.</summary>
public abstract class ClockBackTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    [Fact]
    public async Task What_was_to_be_tried_in_a_second_is_not_tried_in_an_hour()
    {
        await using var partner = await PartnerService.StartAsync();
        partner.On(Receipts, told => told.Call == 1 ? new Reply(503) : Reply.Ok);
        var clock = new PutBackClock();
        await using var server = await ServerFixture.StartAsync(
            new TStore(), clock, ("Webhooks:RetryPause", "00:00:01"), ("Webhooks:RetrySpread", "00:00:00"), ("Webhooks:PollInterval", "00:00:00.100"));
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(partner));
        var till = await tenant.OpenShopAsync();
        clock.PutBack(TimeSpan.FromHours(-1)); // What goes forward is no matter.
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await partner.WaitAsync("a refused receipt", received => received.Any(told => told.Path == Receipts && told.Answered == 503));

        clock.PutBack(TimeSpan.FromHours(1));

        await partner.WaitAsync("the receipt again", received => received.Any(told => told.Path == Receipts && told.Answered == 200));
        Assert.Single(partner.At(Receipts).Select(told => told.WebhookId).Distinct());
    }

    /// <summary>Real time, less what somebody has put it back by.</summary>
    private sealed class PutBackClock : TimeProvider
    {
        private long _ticks;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

        public void PutBack(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
    }
}

public sealed class SqliteClockBackTests : ClockBackTests<SqliteFixture>;

public sealed class PostgreSqlClockBackTests : ClockBackTests<PostgreSqlFixture>;
