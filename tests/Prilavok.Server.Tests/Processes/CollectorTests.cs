using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>Traces, figures and log lines go to a collector where one is named.</summary>
public sealed class CollectorTests : IAsyncLifetime
{
    private const string Receipts = "/api/v2/receipts?key=secret-of-the-address";

    private readonly SqliteFixture _store = new();
    private PartnerService _collector = null!;
    private PartnerService _partner = null!;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        await _store.LeaveAsync();
        _collector = await PartnerService.StartAsync();
        _partner = await PartnerService.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _collector.DisposeAsync();
        await _partner.DisposeAsync();
    }

    [Fact]
    public async Task A_collector_gets_spans_figures_and_lines()
    {
        await using var server = new ServerProcess(
            _store,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("OTEL_BLRP_SCHEDULE_DELAY", "100"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
            ("Logging__LogLevel__Prilavok", "Debug"));
        await server.StartAsync();
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty", urls = new { receipts = _partner.Url + Receipts } });
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        await _collector.WaitAsync("spans", all => Tells(all, "/v1/traces", "commit", "deliver", "POST /terminal/v1/documents", tenant.AppId, "/api/v2/receipts"));
        await _collector.WaitAsync("figures", all => Tells(
            all, "/v1/metrics", "prilavok.delivery.attempts", "prilavok.commit.duration", "prilavok.lanes.oldest", "http.server.request.duration"));
        await _collector.WaitAsync("lines", all => Tells(all, "/v1/logs", "Attempt", tenant.AppId));
        Assert.Contains(_collector.Received, told => told.Body.Contains("service.name", StringComparison.Ordinal) && told.Body.Contains("prilavok", StringComparison.Ordinal));
        Assert.DoesNotContain(_collector.Received, told => told.Body.Contains("secret-of-the-address", StringComparison.Ordinal));
        Assert.Single(_partner.Received);
        Assert.DoesNotContain(_partner.Received, told => told.Headers.ContainsKey("traceparent"));
    }

    private static bool Tells(IReadOnlyList<Received> all, string path, params string[] words)
    {
        var told = string.Concat(all.Where(one => one.Path == path).Select(one => one.Body));
        return words.All(word => told.Contains(word, StringComparison.Ordinal));
    }
}
