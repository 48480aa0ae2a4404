using System.Diagnostics.Metrics;
using Prilavok.Server.Http;
using Prometheus;

namespace Prilavok.Server.Host;

/// <summary>The figures of this process for Prometheus: whatever a meter in it measures, ours, those of ASP.NET Core and of .NET.</summary>
internal sealed class PrometheusEndpoint : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        Metrics.ConfigureMeterAdapter(options => options.ResolveHistogramBuckets = BucketsOf);
        app.MapMetrics("/metrics").WithName("metrics");
    }

    /// <summary>As the histogram itself advises; the bounds that the library has for the others reach from 10 milliseconds to days.</summary>
    private static double[] BucketsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        _ => MeterAdapterOptions.DefaultHistogramBuckets,
    };
}
