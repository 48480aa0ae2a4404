using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Prilavok.Core;

namespace Prilavok.Server.Host;

/// <summary>
/// Where traces, figures and log lines go beside <c>/metrics</c> and the console: to a collector that speaks OTLP, if one is named. How it is
/// reached and how much is sampled is set by the variables of OpenTelemetry, <c>OTEL_…</c>.
/// </summary>
internal static class Exporters
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// What .NET itself tells of calls to others. The instrumentation for it from OpenTelemetry would send the header <c>traceparent</c> to
    /// services that were not to be told.
    /// </summary>
    private const string Calls = "System.Net.Http";

    public static void AddExporters(this WebApplicationBuilder builder)
    {
        Quieten(builder.Logging);
        if (!string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            Export(builder);
        }
    }

    /// <summary>What the frameworks say of themselves at every start and every request is noise; configuration may ask for it.</summary>
    private static void Quieten(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Npgsql", LogLevel.Warning);
        // Why a start failed is said in words, by whoever started.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }

    private static void Export(WebApplicationBuilder builder)
    {
        var version = typeof(Exporters).Assembly.GetName().Version?.ToString(3);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? "prilavok", serviceVersion: version))
            .WithTracing(tracing => tracing
                .AddSource(Telemetry.Name, Calls)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = http => !IsOfOperators(http.Request.Path))
                .AddNpgsql())
            .WithMetrics(metrics => metrics
                .AddMeter(Telemetry.Name)
                .AddView(instrument => instrument.Meter.Name == Telemetry.Name
                    ? new MetricStreamConfiguration { Name = "prilavok." + instrument.Name }
                    : null)
                .AddAspNetCoreInstrumentation()
                .AddMeter(Calls, "System.Runtime", "Npgsql"))
            .WithLogging()
            .UseOtlpExporter();
    }

    /// <summary>What probes ask every few seconds is in nobody's trace.</summary>
    private static bool IsOfOperators(PathString path) => path.Value is "/healthz" or "/readyz" or "/metrics";
}
