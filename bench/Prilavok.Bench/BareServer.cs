using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Prilavok.Bench;

/// <summary>What the platform alone can do: the same number of bytes, from memory, for every request.</summary>
internal static class BareServer
{
    public static async Task RunAsync(int port, int size, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        var body = new byte[size];
        Array.Fill(body, (byte)'x');
        app.Run(async http =>
        {
            http.Response.ContentType = "application/json;charset=UTF-8";
            http.Response.ContentLength = size;
            await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
        });
        await ((IHost)app).RunAsync(ct);
    }
}
