using Prilavok.Server.Callers;
using Prilavok.Server.Folders;
using Prilavok.Server.Http;
using Prilavok.Server.Keys;
using Prilavok.Storage;

namespace Prilavok.Server.Host;

/// <summary>The way from a server that is composed to one that can be started.</summary>
internal static class Opening
{
    /// <summary>Opens the data and maps the routes.</summary>
    public static WebApplication Open(this WebApplication app)
    {
        try
        {
            OpenData(app.Services);
            app.UseWhatEveryCallPasses();
            app.MapEndpoints();
            return app;
        }
        catch
        {
            ((IDisposable)app).Dispose(); // The folder must be free for the next try.
            throw;
        }
    }

    /// <summary>Nothing is served before it is known that this process may use the data and can read it.</summary>
    private static void OpenData(IServiceProvider services)
    {
        services.GetRequiredService<HeldFolder>().Open();
        services.GetRequiredService<Migrator>().Run();
        services.GetRequiredService<OpenKeys>().RunAsync(CancellationToken.None).GetAwaiter().GetResult();
    }
}
