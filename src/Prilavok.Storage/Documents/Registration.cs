using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Documents;

namespace Prilavok.Storage.Documents;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IDocuments, DocumentStore>();
    }
}
