using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>
/// A service closes connections that rest, and knows nothing of the request that is on its way: that is nobody's failure. What
/// dies otherwise is one, and a connection that the service will not keep is not used again.
/// </summary>
public sealed class KeptConnectionTests : ServerTests<SqliteFixture>
{
    private const string Kept = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    /// <summary>What a connection that has served one request does with the next one.</summary>
    public static TheoryData<string> Deaths { get; } = ["closes", "resets", "closes both ways before it reads", "resets before it reads"];

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task A_request_that_met_a_dying_connection_goes_out_again_at_once_and_counts_no_failure(string death)
    {
        using var service = RawServer.Start(connection => ServeAsync(connection, death));
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "Loyalty", urls = new { stores = service.Url + "/stores" } });
        await tenant.AddStoreAsync("First");
        await tenant.SettleAsync();

        await tenant.AddStoreAsync("Second");
        await tenant.SettleAsync();

        var attempts = await tenant.AttemptsAsync();
        Assert.Equal([null, null], attempts.Select(attempt => (string?)attempt["error"]));
        Assert.Equal([1, 1], attempts.Select(attempt => (int)attempt["attempt"]!));
        Assert.Equal([false, false], attempts.Select(attempt => (bool)attempt["timings"]!["reused"]!));
        var lane = Assert.Single(await tenant.LanesAsync(), lane => (string)lane!["channel"]! == "stores")!;
        Assert.Equal(0, (int)lane["failures"]!);
        var sent = service.Connections.SelectMany(connection => connection.Requests).Where(request => request.Contains("Second", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(sent);
        Assert.Single(sent.Select(IdOf).Distinct()); // Met twice or once, it is the same delivery.
        Assert.Contains(service.Connections.Skip(1), connection => connection.Requests.Any(request => request.Contains("Second", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task A_call_of_a_terminal_and_a_sign_in_go_out_again_too(string death)
    {
        using var service = RawServer.Start(connection => ServeAsync(connection, death));
        var app = new { name = "App", urls = new { userVerify = service.Url + "/verify" }, proxy = new JsonArray("http://.*") };
        var (first, second) = (await Tenant.CreateAsync(Server.Http, app, install: false), await Tenant.CreateAsync(Server.Http, app, install: false));
        var till = await (await Tenant.CreateAsync(Server.Http, app)).OpenShopAsync();
        var path = "/terminal/v1/proxy?url=" + Uri.EscapeDataString(service.Url + "/call");

        (await till.Caller.PostAsync(path, "[1]")).Expect(200);
        (await till.Caller.PostAsync(path, "[2]")).Expect(200);
        Assert.Contains(service.Connections.Skip(1), connection => connection.Requests.Any(request => request.EndsWith("[2]", StringComparison.Ordinal)));

        // The answer has no token; that it came is what counts.
        foreach (var tenant in new[] { first, second })
        {
            var refused = (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), """{"form":{"username":"anna"}}""")).Expect(422);
            Assert.Equal("The service answered without a token that can be used.", (string)refused.Json["title"]!);
        }
    }

    [Fact]
    public async Task A_new_connection_that_dies_is_a_failure_and_is_not_tried_again_at_once()
    {
        using var service = RawServer.Start(connection => connection.ReadRequestAsync());
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "Loyalty", urls = new { stores = service.Url } });
        await tenant.AddStoreAsync();
        await tenant.SettleAsync();

        var attempt = Assert.Single(await tenant.AttemptsAsync());

        Assert.Equal("the connection was closed before an answer came", (string)attempt["error"]!);
        Assert.Single(service.Connections.SelectMany(connection => connection.Requests));
    }

    [Fact]
    public async Task Where_an_answer_had_begun_nothing_goes_out_again()
    {
        using var service = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SayAsync(Kept);
            await connection.ReadRequestAsync();
            await connection.SayAsync("HTTP/1.1 200 OK\r\nContent-");
        });
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "Loyalty", urls = new { stores = service.Url } });
        await tenant.AddStoreAsync();
        await tenant.SettleAsync();
        await tenant.AddStoreAsync();
        await tenant.SettleAsync();

        Assert.Equal([null, "the answer was cut short"], (await tenant.AttemptsAsync()).Select(attempt => (string?)attempt["error"]));
        Assert.Equal(2, service.Connections.Sum(connection => connection.Requests.Count));
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")]
    public async Task No_second_request_goes_out_where_the_service_will_not_keep_the_connection(string answer)
    {
        // It stays open all the same, and whatever comes second is never answered.
        using var service = RawServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SayAsync(answer);
            await connection.ReadRequestAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, connection.Closing);
        });
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "Loyalty", urls = new { stores = service.Url } });
        for (var i = 0; i < 3; i++)
        {
            await tenant.AddStoreAsync();
            await tenant.SettleAsync();
        }

        Assert.Equal([null, null, null], (await tenant.AttemptsAsync()).Select(attempt => (string?)attempt["error"]));
        Assert.Equal(3, service.Connections.Count);
        Assert.All(service.Connections, connection => Assert.Single(connection.Requests));
    }

    /// <summary>The first connection serves one request; those after it serve all.</summary>
    private static async Task ServeAsync(RawConnection connection, string death)
    {
        while (await connection.ReadRequestAsync() is not null)
        {
            await connection.SayAsync(Kept);
            if (connection.Number > 1)
            {
                continue;
            }

            if (!death.EndsWith("before it reads", StringComparison.Ordinal))
            {
                await connection.ReadRequestAsync();
            }
            else
            {
                _ = await connection.Stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, connection.Closing); // The request is there, and unread.
            }

            if (death.StartsWith("resets", StringComparison.Ordinal))
            {
                connection.Reset();
            }

            return;
        }
    }

    private static string IdOf(string request) =>
        request.Split("\r\n").Single(line => line.StartsWith("webhook-id:", StringComparison.OrdinalIgnoreCase));
}
