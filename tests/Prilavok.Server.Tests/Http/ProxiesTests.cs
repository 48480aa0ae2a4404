using Microsoft.Extensions.Options;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Routes;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Http;

/// <summary>Addresses that answers hold are those the client called, as the proxy in front tells it; of nobody else it is believed.</summary>
public sealed class ProxiesTests
{
    private static readonly (string, string)[] Forwarded = [("Host", "pos.example.ru"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "198.51.100.7")];

    private static readonly (string, string)[] Renamed = [("Host", "node1:5080"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "pos.example.ru:8443")];

    [Fact]
    public async Task Behind_a_proxy_on_this_machine_addresses_and_cookies_follow_what_the_client_called()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture());

        Assert.StartsWith("https://pos.example.ru/images/", await ImageUrlAsync(server, Forwarded), StringComparison.Ordinal);
        Assert.StartsWith("https://pos.example.ru:8443/images/", await ImageUrlAsync(server, Renamed), StringComparison.Ordinal);
        Assert.StartsWith("http://pos.example.ru/images/", await ImageUrlAsync(server, [("Host", "pos.example.ru")]), StringComparison.Ordinal);
        Assert.Contains("secure", await CookieAsync(server, Forwarded), StringComparison.Ordinal);
        Assert.DoesNotContain("secure", await CookieAsync(server, []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/8; 192.168.7.1")]
    public async Task Of_whoever_is_no_proxy_of_ours_nothing_is_believed(string proxies)
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), settings: ("Proxies", proxies));

        Assert.StartsWith("http://pos.example.ru/images/", await ImageUrlAsync(server, Forwarded), StringComparison.Ordinal);
        Assert.StartsWith("http://node1:5080/images/", await ImageUrlAsync(server, Renamed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.0/8,127.0.0.1")]
    [InlineData("::ffff:127.0.0.1;10.0.0.0/8;127.0.0.0/8")]
    public async Task Proxies_are_named_by_address_or_network(string proxies)
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), settings: ("Proxies", proxies));

        Assert.StartsWith("https://pos.example.ru/images/", await ImageUrlAsync(server, Forwarded), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_server_at_its_start()
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => ServerFixture.StartAsync(new SqliteFixture(), settings: ("Proxies", "balancer")));

        Assert.Contains("Prilavok:Proxies holds balancer", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Of a picture that is new: the list beside it says the same.</summary>
    private static async Task<string> ImageUrlAsync(ServerFixture server, (string, string)[] headers)
    {
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "App" });
        var store = $"/stores/{await tenant.AddStoreAsync()}/products";
        var product = (string)(await tenant.App.PostAsync(store, Goods.V2(Goods.NewId()))).Expect(200).Json["id"]!;
        using var picture = Account.Picture();
        var added = (await tenant.App.SendAsync(HttpMethod.Post, $"{store}/{product}/images", picture, headers)).Expect(200).Json;
        var listed = (await tenant.App.SendAsync(HttpMethod.Get, $"{store}/{product}/images", null, headers)).Expect(200).Json;
        var url = (string)added["url"]!;
        Assert.Contains(url, listed.ToJsonString(), StringComparison.Ordinal);
        return url;
    }

    private static async Task<string> CookieAsync(ServerFixture server, (string, string)[] headers)
    {
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "App" });
        using var body = Caller.ContentOf(new { login = tenant.Login, password = tenant.Password, cookie = true });
        var answer = (await new Caller(server.Http).SendAsync(HttpMethod.Post, "/manage/v1/login", body, headers)).Expect(200);
        return answer.Header("Set-Cookie") ?? throw new InvalidOperationException(answer.Text);
    }
}
