namespace Prilavok.Server.Reading;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<CatalogueOptions, CatalogueOptionsValidator>().Bind(section.GetSection("Catalogue"));
        services.AddSingleton<ProductVocabulary>();
        services.AddSingleton<ProductReaderV2>();
    }
}
