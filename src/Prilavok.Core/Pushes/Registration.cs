using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Pushes;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SendPush>();
        services.AddSingleton<FindPush>();
        services.AddSingleton<HandOutPushes>();
        services.AddSingleton<AnswerPush>();
    }
}
