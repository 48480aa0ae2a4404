using System.Text.Json.Nodes;
using Prilavok.Core;
using Prilavok.Core.Owners;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Sandbox;

/// <summary>Lengths of time in bodies. The sandbox's clock stands on a day that not every month has.</summary>
public abstract class DurationTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    protected override bool IsStill => true;

    [Theory]
    [InlineData("P1W", "2028-02-07")]
    [InlineData("P1M", "2028-02-29")]
    [InlineData("P1Y", "2029-01-31")]
    [InlineData("P1Y1M", "2029-02-28")]
    [InlineData("P1Y1M1W1DT24H", "2029-03-09")]
    [InlineData("P10Y", "2038-01-31")]
    public async Task The_clock_is_turned_on_the_calendar(string advance, string day)
    {
        var tenant = await TenantAsync();
        await tenant.TurnAsync(new { to = "2028-01-31T12:00:00Z" });

        Assert.Equal($"{day}T12:00:00Z", (await tenant.TurnAsync(new { advance })).Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
    }

    [Theory]
    [InlineData("advance", "-P1D")]
    [InlineData("advance", "P-1M")]
    [InlineData("advance", "a month")]
    [InlineData("advance", "P3661D")]
    [InlineData("advance", "P11Y")]
    [InlineData("advance", "P999999999M")]
    [InlineData("timeout", "PT11M")]
    [InlineData("timeout", "P1M")]
    [InlineData("timeout", "-PT1S")]
    public async Task What_no_clock_can_be_turned_by_is_told(string member, string value)
    {
        var tenant = await TenantAsync();
        var path = $"/sandbox/tenants/{tenant.OwnerId}/{(member == "advance" ? "clock" : "settle")}";

        var problem = (await tenant.Sandbox.PostAsync(path, new JsonObject { [member] = value })).Expect(400).Json;

        Assert.Equal(member, (string)problem["violations"]![0]!["subject"]!);
    }

    [Fact]
    public async Task A_clock_near_the_end_of_the_calendar_is_not_turned_over_it()
    {
        var tenant = await TenantAsync();
        var far = new DateTimeOffset(9996, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await Server.Get<IStorage>().WriteAsync(
            tenant.OwnerId,
            async work =>
            {
                await Server.Get<IOwners>().TurnClockAsync(work, far - work.Now);
                return true;
            },
            TestContext.Current.CancellationToken);

        foreach (var advance in new[] { "P3660D", "P10Y", "P120M", "P2Y" })
        {
            var problem = (await tenant.Sandbox.PostAsync($"/sandbox/tenants/{tenant.OwnerId}/clock", new { advance })).Expect(400).Json;
            Assert.Contains("9996", (string)problem["title"]!, StringComparison.Ordinal);
        }

        Assert.Equal(9997, (await tenant.TurnAsync(new { advance = "P1Y" })).Now.Year);
    }

    [Theory]
    [InlineData("P1W", true)]
    [InlineData("P1Y", true)]
    [InlineData("P1M1DT1S", true)]
    [InlineData("P13M", false)]
    [InlineData("PT0S", false)]
    [InlineData("P999999999D", false)]
    public async Task A_tenant_lives_a_year_at_most(string ttl, bool isGood) =>
        (await Anybody.PostAsync("/sandbox/tenants", new { seed = "empty", ttl })).Expect(isGood ? 201 : 400);

    [Theory]
    [InlineData("P2W", "P14D", "P14DT")]
    [InlineData("P1M", "P1M", "P29DT")]
    [InlineData("P1M1W", "P1M7D", "P36DT")]
    [InlineData("P1Y", "P12M", "P366DT")]
    public async Task A_trial_is_as_long_as_its_months_are_then(string trial, string shown, string told)
    {
        var tenant = await TenantAsync(install: false);
        await tenant.TurnAsync(new { to = "2028-01-31T12:00:00Z" });
        var settings = (await tenant.Publisher.PatchAsync(
            $"/manage/v1/apps/{tenant.AppId}", new { trial, plans = new[] { new { id = "base", price = 100, period = "P1M" } } })).Expect(200).Json;
        Assert.Equal(shown, (string)settings["trial"]!);

        (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { planId = "base", form = new { username = "a" } })).Expect(201);
        await tenant.SettleAsync();

        Assert.Contains(Partner.Received, request => request.Body.Contains($"\"trialPeriodDuration\":\"{told}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("P13M")]
    [InlineData("PT12H")]
    [InlineData("P400D")]
    [InlineData("-P1D")]
    public async Task A_trial_of_another_length_is_told(string trial)
    {
        var tenant = await TenantAsync();

        var problem = (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { trial })).Expect(400).Json;

        Assert.Equal("trial", (string)problem["violations"]![0]!["subject"]!);
    }
}

public sealed class SqliteDurationTests : DurationTests<SqliteFixture>;

public sealed class PostgreSqlDurationTests : DurationTests<PostgreSqlFixture>;
