using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>Where nobody may have private addresses called, none is, however it is spelled.</summary>
public sealed class PrivateAddressTests : IAsyncLifetime
{
    private ServerFixture _server = null!;
    private PartnerService _partner = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = await PartnerService.StartAsync();
        _server = await ServerFixture.StartAsync(new SqliteFixture(), settings: ("Webhooks:PrivateAddresses", "Nobody"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _partner.DisposeAsync();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    public async Task A_webhook_to_a_private_address_is_not_sent(string host) =>
        Assert.Contains("private address", await ErrorAsync(host), StringComparison.Ordinal);

    /// <summary>Some systems take these for names of this machine, others know no such name.</summary>
    [Theory]
    [InlineData("localhost.")]
    [InlineData("①②⑦.0.0.1")]
    [InlineData("127。0。0。1")]
    public async Task Odd_spellings_lead_nowhere_either(string host) => Assert.NotEmpty(await ErrorAsync(host));

    [Fact]
    public async Task A_sign_in_at_a_private_address_is_refused()
    {
        var tenant = await Tenant.CreateAsync(_server.Http, Tenant.AppOf(_partner), install: false);

        var answer = await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { form = new { username = "anna" } });

        Assert.InRange(answer.Status, 400, 499);
        Assert.Empty(_partner.Received);
    }

    /// <summary>What became of a webhook to this host, which is to reach nobody.</summary>
    private async Task<string> ErrorAsync(string host)
    {
        var app = new { name = "Spy", @base = $"http://{host}:{new Uri(_partner.Url).Port}" };
        var tenant = await Tenant.CreateAsync(_server.Http, app);
        await tenant.AddStoreAsync();
        await tenant.SettleAsync();

        var attempt = Assert.Single(await tenant.AttemptsAsync());
        Assert.Null(attempt["statusCode"]);
        Assert.Empty(_partner.Received);
        return (string)attempt["error"]!;
    }
}
