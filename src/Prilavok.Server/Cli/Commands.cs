using System.CommandLine;
using Microsoft.Extensions.Options;

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
        root.Subcommands.Add(new BackupCommand().As("backup", "Keeps everything in one file, while the server runs or not."));
        root.Subcommands.Add(new RestoreCommand().As("restore", "Puts a backup into a folder of data, or only checks it."));
        root.Subcommands.Add(new RestoredCommand().As("restored", "Run once after a database was put back by other tools, as pg_restore."));
        root.Subcommands.Add(new KeysCommand().As("keys", "Shows the keys of the running server, and changes them."));
        serve.AddTo(root);
        root.Subcommands.Add(new UnlockCommand().As("unlock", "Forgets the wrong passwords of a login, at the server that runs here."));
        try
        {
            return await root.Parse(args).InvokeAsync(SignalsAreTheHosts);
        }
        catch (Exception e) when (e is CommandException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
