using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Xunit;

namespace Prilavok.Server.Tests.Limits;

/// <summary>Where a call comes from, for counting it.</summary>
public sealed class NetworksTests
{
    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1::/48")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("127.8.8.8", "loopback")]
    [InlineData("::1", "loopback")]
    [InlineData("::ffff:127.0.0.1", "loopback")]
    public void One_caller_with_many_addresses_is_one(string address, string network) => Assert.Equal(network, Networks.NameOf(IPAddress.Parse(address)));

    /// <summary>The proxies are this machine and 10/8: what they say is believed, back to the first address that is not one of them.</summary>
    [Theory]
    [InlineData("198.51.100.9", "192.0.2.77", "198.51.100.0/24")]
    [InlineData("127.0.0.1", null, "loopback")]
    [InlineData("127.0.0.1", "192.0.2.77", "192.0.2.0/24")]
    [InlineData("127.0.0.1", "203.0.113.5, 192.0.2.77", "192.0.2.0/24")]
    [InlineData("127.0.0.1", "203.0.113.5, 192.0.2.77, 10.1.2.3", "192.0.2.0/24")]
    [InlineData("::ffff:127.0.0.1", "192.0.2.77", "192.0.2.0/24")]
    [InlineData("127.0.0.1", "rubbish", "loopback")]
    [InlineData("127.0.0.1", "10.0.0.1", "10.0.0.0/24")]
    public void A_proxy_that_is_known_says_for_whom_it_asks(string peer, string? said, string network)
    {
        var networks = new Networks(Options.Create(new ServerOptions { Proxies = "127.0.0.0/8;::1;10.0.0.0/8" }));
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        if (said is not null)
        {
            http.Request.Headers["X-Forwarded-For"] = said;
        }

        Assert.Equal(network, networks.Of(http));
    }
}
