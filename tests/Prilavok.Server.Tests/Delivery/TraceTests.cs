using System.Collections.Concurrent;
using System.Diagnostics;
using Prilavok.Core;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>What a terminal sends is one trace with its commit and the webhooks about it, across the log.</summary>
public abstract class TraceTests<TStore> : ServerTests<TStore>, IDisposable
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    /// <summary>Those of other tests too, which run in the same process.</summary>
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    protected TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Telemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _spans.Enqueue, // A request ends some time after its answer.
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_request_the_commit_and_the_webhook_are_one_trace()
    {
        var tenant = await TenantAsync(Server);
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        var sent = Assert.Single(Deliveries(tenant));
        var commit = Assert.Single(_spans, span => span.SpanId == sent.ParentSpanId);
        var request = Assert.Single(_spans, span => span.SpanId == commit.ParentSpanId);
        Assert.Equal(("deliver", "commit", "Microsoft.AspNetCore"), (sent.OperationName, commit.OperationName, request.Source.Name));
        Assert.Equal([sent.TraceId, sent.TraceId], [commit.TraceId, request.TraceId]);
        Assert.Equal(("receipts", tenant.AppId, 1, "delivered", 200, Assert.Single(Partner.Received).WebhookId), Words(sent));
        Assert.Equal(tenant.OwnerId, commit.GetTagItem("prilavok.owner"));
        Assert.DoesNotContain(Partner.Received, received => received.Headers.ContainsKey("traceparent"));
    }

    [Fact]
    public async Task Each_attempt_is_a_span_and_one_that_failed_says_why()
    {
        Partner.On(Receipts, told => new Reply(told.Call == 1 ? 503 : 200));
        var tenant = await TenantAsync(Server);
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.TurnAsync(new { toNext = true });

        var spans = Deliveries(tenant);
        Assert.Equal([1, 2], spans.Select(span => (int)span.GetTagItem("prilavok.attempt")!));
        Assert.Equal((ActivityStatusCode.Error, "answered 503"), (spans[0].Status, spans[0].StatusDescription));
        Assert.Equal(ActivityStatusCode.Unset, spans[1].Status);
        Assert.Single(spans.Select(span => span.TraceId).Distinct());
    }

    [Fact]
    public async Task One_request_about_what_came_in_two_is_linked_to_both()
    {
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "Loyalty", urls = new { documents = Partner.Url + "/documents" } });
        var till = await tenant.OpenShopAsync();
        var lane = (string)Assert.Single(await tenant.LanesAsync())!["id"]!;
        (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/lanes/{lane}/pause", null)).Expect(200);
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1), Goods.Document("SELL", "tea-1", 1));
        (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/lanes/{lane}/resume", null)).Expect(200);
        await tenant.SettleAsync();

        var sent = Assert.Single(Deliveries(tenant));
        Assert.Equal(3, Assert.Single(Partner.Received).Json.AsArray().Count);
        Assert.Equal(default, sent.ParentSpanId);
        Assert.Equal(2, sent.Links.Count());
        Assert.All(sent.Links, link => Assert.Equal("commit", Assert.Single(_spans, span => span.SpanId == link.Context.SpanId).OperationName));
    }

    [Fact]
    public async Task A_service_is_told_the_trace_where_that_is_wanted()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: ("Webhooks:TraceParent", "true"));
        var tenant = await TenantAsync(server);
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        var told = ActivityContext.Parse(Assert.Single(Partner.Received).Headers["traceparent"], null);
        Assert.Equal(Assert.Single(Deliveries(tenant)).TraceId, told.TraceId);
    }

    private Task<Tenant> TenantAsync(ServerFixture server) =>
        Tenant.CreateAsync(server.Http, new { name = "Loyalty", urls = new { receipts = Partner.Url + Receipts } });

    /// <summary>By the app: owners of several databases have the same ids.</summary>
    private IReadOnlyList<Activity> Deliveries(Tenant tenant) =>
        [.. _spans.Where(span => span.OperationName == "deliver" && tenant.AppId.Equals(span.GetTagItem("prilavok.app")))];

    private static (string?, string?, int?, string?, int?, string?) Words(Activity span) => (
        (string?)span.GetTagItem("prilavok.channel"), (string?)span.GetTagItem("prilavok.app"), (int?)span.GetTagItem("prilavok.attempt"),
        (string?)span.GetTagItem("prilavok.result"), (int?)span.GetTagItem("http.response.status_code"), (string?)span.GetTagItem("prilavok.webhook_id"));
}

public sealed class SqliteTraceTests : TraceTests<SqliteFixture>;

public sealed class PostgreSqlTraceTests : TraceTests<PostgreSqlFixture>;
