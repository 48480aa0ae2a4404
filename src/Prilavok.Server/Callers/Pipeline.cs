using Microsoft.Extensions.Options;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>What every call passes on its way to an endpoint, in this order.</summary>
internal static class Pipeline
{
    public static void UseWhatEveryCallPasses(this WebApplication app)
    {
        app.UseProxies(app.Services.GetRequiredService<IOptions<ServerOptions>>().Value);
        app.UseMiddleware<AnswerHeaders>();
        app.UseMiddleware<Heads>();
        app.UseMiddleware<VaryByEncoding>();
        app.UseResponseCompression();
        app.UseMiddleware<FaultBoundary>();
        app.UseMiddleware<HeadLimits>();
        app.UseMiddleware<Unpacking>();
        app.UseMiddleware<ZeroCharacters>();
        app.UseMiddleware<EscapedSlashes>();
        app.UseMiddleware<Slashes>();
        app.UseCors();
        app.UseRouting();
        app.Use(EscapedSlashes.RestoreAsync);
        app.UseMiddleware<Strangers>();
        app.UseMiddleware<MediaTypes>();
    }
}
