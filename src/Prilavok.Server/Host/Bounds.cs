using Prilavok.Server.Http;

namespace Prilavok.Server.Host;

/// <summary>What the web server and the process are bounded by.</summary>
internal static class Bounds
{
    public static void UseBounds(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.LargestBody;
            kestrel.Limits.MinRequestBodyDataRate = SlowUploads.Within(options.UploadTimeout);
            SlowReaders.Bound(kestrel.Limits, options);
            HeadLimits.Widen(kestrel.Limits);
        });
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(9);
            host.ServicesStopConcurrently = true; // Lanes are given back in time however long the last requests take.
        });
    }
}
