using System.Diagnostics;
using Prilavok.Server.Host;

namespace Prilavok.Server.Tests.Kit;

/// <summary>A command of the real executable, run to its end.</summary>
/// <param name="Output">All it has said.</param>
public sealed record Command(int ExitCode, string Output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<Command> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        return new Command(process.ExitCode, await output + await errors);
    }

    /// <summary>Of prilavok.</summary>
    public static Task<Command> OwnAsync(params string[] arguments) => RunAsync("dotnet", [typeof(PrilavokHost).Assembly.Location, .. arguments]);

    public Command Expect(int exitCode)
    {
        Xunit.Assert.True(ExitCode == exitCode, $"It ended with {ExitCode}, not {exitCode}: {Output}");
        return this;
    }
}
