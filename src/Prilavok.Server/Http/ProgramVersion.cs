using System.Reflection;

namespace Prilavok.Server.Http;

/// <summary>The version of this program, as <c>--version</c> tells it.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
