using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Prilavok.Server.TerminalGateway;
using Xunit;

namespace Prilavok.Server.Tests.TerminalGateway;

public sealed class CircuitBreakerTests
{
    [Fact]
    public void What_one_owner_cannot_reach_is_closed_to_that_owner_by_that_way_alone()
    {
        var breaker = new CircuitBreaker(Options.Create(new ProxyOptions()), new FakeTimeProvider());
        var closed = Key("one", "http://victim.test/a");
        for (var i = 0; i < new ProxyOptions().BreakerLeast; i++)
        {
            breaker.Record(closed, isConnected: false);
        }

        Assert.NotNull(breaker.RestOf(closed));
        Assert.NotNull(breaker.RestOf(Key("one", "http://VICTIM.test:80/other?b=1")));
        foreach (var (owner, url) in new[] { ("two", "http://victim.test/a"), ("one", "https://victim.test/a"), ("one", "https://victim.test:80/a"), ("one", "http://victim.test:443/a"), ("one", "http://other.test/a") })
        {
            Assert.Null(breaker.RestOf(Key(owner, url)));
        }

        static DestinationKey Key(string owner, string url) => DestinationKey.Of(owner, new Uri(url));
    }
}
