using System.Diagnostics;
using Prilavok.Core;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Log;

/// <summary>An event remembers the span in which it was written, where one is recorded.</summary>
public abstract class TraceTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task The_span_of_the_commit_is_kept_with_its_events_and_belongs_to_the_callers_trace()
    {
        var shop = await Shop.OpenAsync(Node);
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded);
        using var asking = new Activity("asking").Start();

        await AppendAsync(shop);

        var kept = ActivityContext.Parse((await LastAsync(shop)).Trace!, null);
        Assert.Equal(asking.TraceId, kept.TraceId);
        Assert.NotEqual(asking.SpanId, kept.SpanId);
        Assert.Equal(ActivityTraceFlags.Recorded, kept.TraceFlags);
    }

    [Fact]
    public async Task Nothing_is_kept_where_nobody_asked_or_the_trace_is_not_recorded()
    {
        var shop = await Shop.OpenAsync(Node);
        using (Listen(ActivitySamplingResult.AllDataAndRecorded))
        {
            await AppendAsync(shop);
            Assert.Null((await LastAsync(shop)).Trace);
        }

        using (Listen(ActivitySamplingResult.PropagationData))
        using (new Activity("asking").Start())
        {
            await AppendAsync(shop);
            Assert.Null((await LastAsync(shop)).Trace);
        }
    }

    /// <summary>To the spans under the test's own alone: others run beside it.</summary>
    private static ActivityListener Listen(ActivitySamplingResult sampling)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref _) => Activity.Current?.OperationName == "asking" ? sampling : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private Task<long> AppendAsync(Shop shop) =>
        Node.WriteAsync(shop.OwnerId, work => Node.Log.AppendAsync(work, Source.System, [Events.Of(EventKind.Document, "x")]));

    private async Task<Event> LastAsync(Shop shop) =>
        (await Node.ReadAsync(async s => await Node.Log.ReadAsync(s, shop.OwnerId, await Node.Log.HeadAsync(s, shop.OwnerId) - 1, null, 1)))[0];
}

public sealed class SqliteTraceTests : TraceTests<SqliteFixture>;

public sealed class PostgreSqlTraceTests : TraceTests<PostgreSqlFixture>;
