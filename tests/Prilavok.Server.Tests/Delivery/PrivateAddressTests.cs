using System.Text.Json.Nodes;
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
    [InlineData("017700000001")]
    [InlineData("169.254.169.254")]
    [InlineData("[::ffff:a9fe:a9fe]")]
    [InlineData("[fe80::1]")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("[64:ff9b::7f00:1]")]
    public async Task A_webhook_to_a_private_address_is_not_sent(string host) =>
        Assert.Contains("private address", await ErrorAsync(host), StringComparison.Ordinal);

    /// <summary>Some systems take these for names of this machine, others know no such name.</summary>
    [Theory]
    [InlineData("localhost.")]
    [InlineData("127.0.0.1.")]
    public async Task Odd_spellings_lead_nowhere_either(string host) => Assert.NotEmpty(await ErrorAsync(host));

    [Fact]
    public async Task A_sign_in_at_a_private_address_is_refused()
    {
        var tenant = await Tenant.CreateAsync(_server.Http, Tenant.AppOf(_partner), install: false);

        var answer = await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { form = new { username = "anna" } });

        Assert.Equal("The service stands at a private address, which is not called; try again later.", (string)answer.Expect(422).Json["title"]!);
        Assert.Empty(_partner.Received);
    }

    [Fact]
    public async Task A_question_a_proxied_call_and_a_replay_go_to_no_private_address_either()
    {
        var app = new { name = "Spy", urls = new { stores = "http://localhost:1/", commodities = _partner.Url }, proxy = new JsonArray("http://.*") };
        var tenant = await Tenant.CreateAsync(_server.Http, app);
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();

        (await till.Caller.GetAsync("/terminal/v1/commodities?scanCode=1")).Expect(404);
        var proxied = (await till.Caller.GetAsync("/terminal/v1/proxy?url=" + Uri.EscapeDataString(_partner.Url + "/"))).Expect(502);
        var order = new { since = "2020-01-01T00:00:00Z", to = _partner.Url };
        var id = (string)(await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/replays", order)).Expect(202).Json["id"]!;
        await tenant.SettleAsync();
        var replay = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/replays/{id}")).Expect(200).Json;

        Assert.Equal("The service stands at a private address, which is not called.", (string)proxied.Json["title"]!);
        Assert.Contains("private address", (string)replay["lastError"]!, StringComparison.Ordinal);
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
