using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Documents;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.Describe(() => DocumentOperations.All);
        services.AddSingleton<IEndpoints, DocumentsV1>();
        services.AddSingleton<IEndpoints, DocumentsV2>();
        services.AddSingleton<IEndpoints, OfdV1>();
    }
}
