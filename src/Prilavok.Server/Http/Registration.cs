using Microsoft.Extensions.Options;

namespace Prilavok.Server.Http;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<ServerOptions, ServerOptionsValidator>().Bind(section);
        services.AddSingleton<IValidateOptions<ServerOptions>, Proxies.Validator>();
        services.AddRouting();
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", MediaTypes.Vendor, Problem.MediaType];
        });
    }
}
