using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Prilavok.Server.Callers;
using Prilavok.Server.Tests.BadInput;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Routes;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Limits;

/// <summary>One owner's cost is the owner's: calls, bytes, and what is under way.</summary>
public sealed class OwnerCostTests : ServerTests<SqliteFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_calls_too_often_waits_at_every_route_of_the_account_and_nobody_else_does()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), isTurned: true, [("RateLimits:OwnerCalls", "100"), .. Servers.Administered]);
        var account = await Account.OpenAsync(server.Http, Partner);
        var other = await Tenant.CreateAsync(server.Http, new { name = "Other" });
        var shop = await other.OpenShopAsync();
        await ExhaustAsync(account.Tenant.App, "/stores");
        await ExhaustAsync(account.Tenant.Publisher, "/api/apps");
        var (wrong, asked) = (new List<string>(), 0);
        foreach (var route in server.Routes)
        {
            var kind = Door.Of(route).Kind;
            if (kind is not (DoorKind.App or DoorKind.PublisherOrApp or DoorKind.Publisher or DoorKind.Owner or DoorKind.Terminal))
            {
                continue;
            }

            var answer = await RouteCall.SendAsync(route, account.For(kind), account);
            asked++;
            if (answer.Status != 429 || answer.Header("Retry-After") is not { } after || int.Parse(after, CultureInfo.InvariantCulture) != 1)
            {
                wrong.Add($"{route.Name()}: {answer.Status} {answer.Header("Retry-After")} {answer.Text}");
            }
            else
            {
                Scene.AssertRefusal(answer, route.Name());
            }
        }

        Assert.InRange(asked, 120, int.MaxValue);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        (await other.App.GetAsync("/stores")).Expect(200);
        await shop.SendAsync(Goods.Document("SELL", "tea-1", 1));
        server.Store.Clock.Advance(TimeSpan.FromSeconds(1));
        (await account.Till.Caller.GetAsync("/terminal/v1/changes")).Expect(200);
    }

    [Fact]
    public async Task Bytes_are_counted_unpacked_and_announced_or_not()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), isTurned: true, ("RateLimits:OwnerBytes", "100000"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var till = await tenant.OpenShopAsync();
        foreach (var isChunked in new[] { false, true })
        {
            (await BringAsync(till, 1_500_000, isChunked)).Expect(200);
            var refused = (await BringAsync(till, 10, isChunked)).Expect(429);
            Assert.InRange(int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture), 5, 7);
            (await till.Caller.GetAsync("/terminal/v1/changes")).Expect(200); // No body.
            server.Store.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>A head of some hundred bytes must not shut an account out for hours.</summary>
    [Theory]
    [InlineData("10485761")]
    [InlineData("999999999999")]
    [InlineData("9223372036854775807")]
    public async Task A_length_that_no_body_may_have_uses_up_nothing_of_the_account(string length)
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), isTurned: true);
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var till = await tenant.OpenShopAsync();
        foreach (var (path, caller) in new[] { ("/terminal/v1/documents", till.Caller), ("/employees", tenant.App), (tenant.Manage("/stores"), tenant.Owner) })
        {
            using var line = await OpenAsync(server, $"POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {caller.Token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n");
            using var reader = new StreamReader(line.GetStream());
            Assert.StartsWith("HTTP/1.1 413 ", await reader.ReadLineAsync(Ct), StringComparison.Ordinal);
        }

        Assert.Single((await till.SendAsync(Goods.Document("SELL", "tea-1", 1))).Accepted);
        (await tenant.App.PostAsync("/employees", new { })).Expect(400);
    }

    [Fact]
    public async Task One_token_has_so_many_calls_under_way_and_another_of_the_owner_has_its_own()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), isTurned: false, ("RateLimits:AtOnce", "1"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var till = await tenant.OpenShopAsync();
        var next = (await till.ChangesAsync(0)).Next;
        using var waiting = await OpenAsync(server, $"GET /terminal/v1/changes?after={next}&wait=30 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {till.Caller.Token}\r\n\r\n");

        await Patience.UntilAsync("the call that waits counts", async () => (await till.Caller.GetAsync("/terminal/v1/changes")).Status == 429);
        (await tenant.App.GetAsync("/stores")).Expect(200);
        waiting.Client.Close();
        await Patience.UntilAsync("it has ended", async () => (await till.Caller.GetAsync("/terminal/v1/changes")).Status == 200);
    }

    [Fact]
    public async Task Bodies_under_way_are_bounded_in_sum_and_free_their_place_when_they_end()
    {
        await using var server = await ServerFixture.StartAsync(
            new SqliteFixture(), isTurned: false, ("LargestBody", "900000"), ("RateLimits:BodiesUnderWay", "1000000"));
        var one = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var other = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var (slow, quick) = (await one.OpenShopAsync(), await other.OpenShopAsync());
        using var upload = await OpenAsync(server, $"POST /terminal/v1/documents HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {slow.Caller.Token}\r\nContent-Type: application/json\r\nContent-Length: 800000\r\n\r\n[");

        foreach (var (till, status) in new[] { (quick, 503), (slow, 429) })
        {
            Answer? answer = null;
            await Patience.UntilAsync("the slow upload counts", async () =>
            {
                answer = await BringAsync(till, 600_000, isChunked: status == 503);
                Assert.Contains(answer.Status, new[] { status, 200 });
                return answer.Status == status;
            });
            Assert.Equal("1", answer!.Header("Retry-After"));
            Assert.True((int?)answer.Json["status"] == status && answer.Json["title"] is not null, answer.Text);
        }

        (await BringAsync(quick, 100_000, isChunked: false)).Expect(200);
        upload.Client.Close();
        await Patience.UntilAsync("its place is free", async () => (await BringAsync(quick, 600_000, isChunked: false)).Status == 200);
        await Patience.UntilAsync("nothing is under way", () => server.Get<Costs>().UnderWay == 0);
    }

    [Fact]
    public async Task Who_asks_for_much_and_reads_nothing_is_sent_away_in_the_middle()
    {
        await using var server = await ServerFixture.StartAsync(
            new SqliteFixture(), isTurned: false, ("RateLimits:AtOnce", "1"), ("SlowestReader", "1000000"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        var till = await tenant.OpenShopAsync();
        for (var i = 0; i < 14; i++)
        {
            var receipt = Goods.Document("SELL", "tea-1", 1);
            receipt["body"]!["note"] = new string('x', 900_000);
            await till.SendAsync(receipt);
        }

        // More than the buffers of the system hold on the way to him.
        using var reader = await OpenAsync(server, $"GET /stores/{till.StoreId}/documents HTTP/1.1\r\nHost: a\r\nX-Authorization: {tenant.App.Token}\r\n\r\n");
        await Patience.UntilAsync("it is being answered", async () => (await tenant.App.GetAsync("/stores")).Status == 429);
        await Patience.UntilAsync("it is sent away", async () => (await tenant.App.GetAsync("/stores")).Status == 200);
        Assert.DoesNotContain("\r\n0\r\n\r\n", await ReadAsync(reader));
    }

    /// <returns>What arrived, if the end did not.</returns>
    private static async Task<string> ReadAsync(TcpClient client)
    {
        var read = new StringBuilder();
        var part = new byte[65536];
        try
        {
            for (int count; (count = await client.GetStream().ReadAsync(part, Ct)) > 0;)
            {
                read.Append(Encoding.ASCII.GetString(part, 0, count));
            }
        }
        catch (IOException)
        {
            // Cut off.
        }

        return read.ToString();
    }

    private static Task ExhaustAsync(Caller caller, string path) =>
        Patience.UntilAsync("it has called too often", async () => (await caller.GetAsync(path)).Status == 429);

    private static async Task<Answer> BringAsync(Till till, int length, bool isChunked)
    {
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes("[]".PadRight(length)));
        using var content = new StreamContent(stream);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return await till.Caller.SendAsync(HttpMethod.Post, "/terminal/v1/documents", content, isChunked ? [("Transfer-Encoding", "chunked")] : []);
    }

    private static async Task<TcpClient> OpenAsync(ServerFixture server, string request)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync("127.0.0.1", new Uri(server.Url).Port, Ct);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        return client;
    }
}
