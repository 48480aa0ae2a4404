using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>The delivery log tells which address was called, over which connection, and where the time went.</summary>
public abstract class TimingTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    [Fact]
    public async Task The_first_request_opens_a_connection_and_the_next_goes_out_on_it()
    {
        var tenant = await TenantAsync(Partner.Url);
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        var timings = await TimingsAsync(tenant);

        Assert.Equal(2, timings.Count);
        Assert.All(timings, one => Assert.Equal("127.0.0.1", (string)one["address"]!));
        Assert.Equal([false, true], timings.Select(one => (bool)one["reused"]!));
        Assert.True((decimal)timings[0]["connectMs"]! > 0);
        Assert.Null(timings[1]["connectMs"]);
        Assert.All(timings, one => Assert.True((decimal)one["firstByteMs"]! > 0));
        Assert.All(timings, one => Assert.Null(one["dnsMs"])); // An address needs no look-up,
        Assert.All(timings, one => Assert.Null(one["tlsMs"])); // and plain HTTP no agreement.
        Assert.True((decimal)timings[0]["firstByteMs"]! >= (decimal)timings[0]["connectMs"]!);
    }

    [Fact]
    public async Task Looking_up_a_name_is_told_and_the_story_of_the_delivery_tells_it_too()
    {
        var tenant = await TenantAsync(Partner.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        var timings = Assert.Single(await TimingsAsync(tenant));

        Assert.True((decimal)timings["dnsMs"]! > 0);
        Assert.Equal("127.0.0.1", (string)timings["address"]!);
        var whole = (await tenant.Publisher.GetAsync($"/manage/v1/deliveries/{Assert.Single(Partner.At(Receipts)).WebhookId}")).Expect(200).Json;
        Assert.True(JsonNode.DeepEquals(timings, whole["attempts"]![0]!["timings"]));
    }

    [Fact]
    public async Task Where_nobody_listens_the_address_is_told_and_how_far_it_came()
    {
        var tenant = await TenantAsync($"http://localhost:{FreePort()}", "http://127.0.0.1:1");
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        var timings = await TimingsAsync(tenant);

        Assert.Equal(2, timings.Count);
        Assert.All(timings, one => Assert.Null(one["connectMs"]));
        Assert.All(timings, one => Assert.Null(one["firstByteMs"]));
        Assert.All(timings, one => Assert.False((bool)one["reused"]!));
        Assert.True((decimal)Assert.Single(timings, one => one["dnsMs"] is not null)["dnsMs"]! > 0);
        Assert.Equal("127.0.0.1", (string)Assert.Single(timings, one => one["dnsMs"] is null)["address"]!);
    }

    [Fact]
    public async Task A_request_that_is_not_answered_in_time_tells_of_its_connection()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: ("Webhooks:Timeout", "00:00:00.500"));
        Partner.On(Receipts, _ => Reply.Never);
        var tenant = await TenantAsync(Partner.Url, http: server.Http);
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        var timings = Assert.Single(await TimingsAsync(tenant));

        Assert.Equal("127.0.0.1", (string)timings["address"]!);
        Assert.NotNull(timings["connectMs"]);
        Assert.Null(timings["firstByteMs"]);
    }

    /// <summary>A port that was free a moment ago, on which nobody listens.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<IReadOnlyList<JsonNode>> TimingsAsync(Tenant tenant) =>
        [.. (await tenant.AttemptsAsync()).Select(attempt => attempt["timings"]!)];

    /// <summary>One kind of notification, so that no two requests go out at a time; documents too where their service is given.</summary>
    private Task<Tenant> TenantAsync(string service, string? documents = null, HttpClient? http = null) => Tenant.CreateAsync(
        http ?? Server.Http,
        new { name = "Loyalty", urls = new { receipts = service + Receipts, documents = documents is null ? null : documents + "/documents" } });
}

public sealed class SqliteTimingTests : TimingTests<SqliteFixture>;

public sealed class PostgreSqlTimingTests : TimingTests<PostgreSqlFixture>;
