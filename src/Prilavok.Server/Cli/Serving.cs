using Microsoft.Extensions.Options;
using Prilavok.Core.Sandbox;
using Prilavok.Server.Callers;
using Prilavok.Server.Host;
using Prilavok.Server.Http;
using Prilavok.Server.Keys;
using Prilavok.Server.Sandbox;

namespace Prilavok.Server.Cli;

/// <summary>Starts the server, makes the demo shop and says how to begin.</summary>
internal static class Serving
{
    public static async Task<int> RunAsync(IEnumerable<KeyValuePair<string, string?>> settings, CancellationToken ct)
    {
        WebApplication? built = null;
        try
        {
            built = PrilavokHost.Build(settings);
            await built.StartAsync(ct);
        }
        catch (Exception e) when (built is not null && Commands.IsToldInWords(e))
        {
            await built.StopAsync(ct); // It may listen already: where it does is known only then.
            await built.DisposeAsync();
            throw;
        }

        await using var app = built;
        var options = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        var url = app.Urls.First();
        Console.WriteLine($"Prilavok listens on {string.Join(", ", app.Urls)}");
        if (app.Services.GetRequiredService<OpenKeys>().Story is { Length: > 0 } story)
        {
            Console.WriteLine(story);
        }

        var hasSandbox = await app.Services.GetRequiredService<Listening>().HasSandboxAsync(ct);
        if (!hasSandbox && options.Sandbox is null)
        {
            Console.WriteLine("Others can reach it, so there is no sandbox; --sandbox asks for one.");
        }

        if (hasSandbox && options.Demo)
        {
            var ownerId = await app.Services.GetRequiredService<Seeds>().EnsureDemoAsync(ct);
            if (await app.Services.GetRequiredService<DescribeTenant>().HandleAsync(ownerId, ct) is { } demo)
            {
                Console.WriteLine(Welcome(url, demo));
            }
        }

        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    private static string Welcome(string url, Tenant demo) =>
        $"""

        The demo shop is open.
          owner login    {demo.Owner.Login}
          password       {demo.Password}
          cloud token    {demo.Apps[0].Token}

        Try it:
          curl -H 'X-Authorization: {demo.Apps[0].Token}' {url}/api/v1/inventories/stores/search
          curl -H 'X-Authorization: {demo.Apps[0].Token}' '{url}/stores/{demo.Stores[0].Id}/documents?limit=1'
          curl -X POST -H 'Content-Type: application/json' -d '{Sell}' {url}/sandbox/tenants/{demo.Owner.Id}/trigger

        """;

    private const string Sell = """{"kind":"sell"}""";
}
