using Prilavok.Core.Documents;

namespace Prilavok.Server.Documents;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<DocumentOptions>().Bind(section.GetSection("Documents"));
        services.AddSingleton<IMovementReader, MovementReader>();
        services.AddSingleton<IDocumentHash, DocumentHash>();
    }
}
