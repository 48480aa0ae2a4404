using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>What the proxy that is shipped makes of nodes that answer badly, or not at all.</summary>
public sealed class BalancedTests
{
    [Theory]
    [InlineData("POST", "/manage/v1/owners/x/stores", 1)]
    [InlineData("POST", "/stores/x/products", 1)]
    [InlineData("POST", "/terminal/v1/products", 1)]
    [InlineData("PATCH", "/suppliers/x", 1)]
    [InlineData("GET", "/stores", 2)]
    [InlineData("POST", "/terminal/v1/documents", 2)]
    public async Task Only_what_can_be_done_twice_is_asked_of_the_other_node(string method, string path, int times)
    {
        using var first = RawServer.Start(LeaveAsync);
        using var second = RawServer.Start(LeaveAsync);
        await using var proxy = await ShippedProxy.StartAsync(first.Url, second.Url);
        using var body = method == "GET" ? null : Caller.ContentOf("{}");

        (await new Caller(proxy.Http).SendAsync(new HttpMethod(method), path, body)).Expect(502);

        Assert.Equal(times, new[] { first, second }.Sum(node => node.Connections.Sum(connection => connection.Requests.Count)));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(500)]
    [InlineData(429)]
    public async Task No_answer_of_a_node_takes_it_from_the_others(int status)
    {
        await using var first = await PartnerService.StartAsync();
        await using var second = await PartnerService.StartAsync();
        await using var proxy = await ShippedProxy.StartAsync(first.Url, second.Url);
        foreach (var node in new[] { first, second })
        {
            node.On("/terminal/v1/proxy", _ => new Reply(status));
            node.On("/terminal/v1/documents", _ => new Reply(status));
        }

        for (var i = 0; i < 30; i++)
        {
            (await new Caller(proxy.Http).GetAsync("/terminal/v1/proxy")).Expect(status);
            (await new Caller(proxy.Http).PostAsync("/terminal/v1/documents", "[]")).Expect(status);
        }

        for (var i = 0; i < 10; i++)
        {
            (await new Caller(proxy.Http).GetAsync("/stores")).Expect(200);
        }

        Assert.All(new[] { first, second }, node => Assert.InRange(node.At("/stores").Count, 4, 6));
        Assert.Equal(60, first.Received.Concat(second.Received).Count(received => received.Path != "/stores"));
    }

    [Fact]
    public async Task A_few_broken_answers_take_no_node_out()
    {
        await using var whole = await PartnerService.StartAsync();
        using var broken = RawServer.Start(LeaveAsync);
        await using var proxy = await ShippedProxy.StartAsync(broken.Url, whole.Url);

        for (var i = 0; i < 10; i++)
        {
            (await new Caller(proxy.Http).GetAsync("/stores")).Expect(200); // Whoever met the broken one was answered by the other.
        }

        Assert.InRange(broken.Connections.Count, 4, 6);
    }

    /// <summary>Reads a request, and says nothing.</summary>
    private static async Task LeaveAsync(RawConnection connection) => await connection.ReadRequestAsync();
}
