using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Storage.Backups;

namespace Prilavok.Server.Cli;

/// <summary>The command line of <c>prilavok</c>.</summary>
internal static class Commands
{
    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    /// <returns>How the process ends. What a command cannot do is one line of <paramref name="errors"/> and a 1.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
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
            return await root.Parse(args).InvokeAsync(SignalsAreTheHosts(output, errors));
        }
        catch (Exception e) when (IsToldInWords(e))
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <summary>The parser would end the process two seconds after SIGTERM; the server needs longer to give its lanes back.</summary>
    private static InvocationConfiguration SignalsAreTheHosts(TextWriter output, TextWriter errors) =>
        new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false, Output = output, Error = errors };

    /// <summary>What a person can do something about. Of everything else somebody has to know where it came from.</summary>
    internal static bool IsToldInWords(Exception e) => e is CommandException or OptionsValidationException or StartRefusedException
        or BackupException or StorageUnavailableException or DbException or IOException or SocketException or UnauthorizedAccessException;
}
