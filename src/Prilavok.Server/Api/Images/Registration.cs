using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Images;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.Describe(() => ImageOperations.All);
        services.AddSingleton<IEndpoints, ProductImagesV2>();
        services.AddSingleton<IEndpoints, ImageFiles>();
    }
}
