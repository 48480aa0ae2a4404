using System.CommandLine;

namespace Prilavok.Server.Cli;

/// <summary>The command line of <c>prilavok</c>.</summary>
internal static class Commands
{
    /// <summary>The parser would end the process two seconds after SIGTERM; the server needs longer to give its lanes back.</summary>
    private static readonly InvocationConfiguration SignalsAreTheHosts = new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };

    public static async Task<int> RunAsync(string[] args)
    {
        var serve = new ServeCommand();
        var root = new RootCommand("Prilavok: a point-of-sale cloud you can run yourself, compatible with Evotor.");
        root.Subcommands.Add(serve.As("serve", "Runs the server (default)."));
        serve.AddTo(root);
        try
        {
            return await root.Parse(args).InvokeAsync(SignalsAreTheHosts);
        }
        catch (CommandException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
