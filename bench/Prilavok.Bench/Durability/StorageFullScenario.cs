using System.Diagnostics;

namespace Prilavok.Bench.Durability;

/// <summary>
/// The file system of the data is full. It is a small one in memory, mounted in a namespace that only the server sees, with a ballast
/// that is thrown off later; where namespaces may not be made, the scenario says so and fails.
/// </summary>
internal static class StorageFullScenario
{
    private static readonly TimeSpan MostToRecover = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MostToFill = TimeSpan.FromMinutes(3);

    /// <summary>Standard input is handed on, since the shell gives its background none.</summary>
    private const string Script = """
        mount -t tmpfs -o size=96m tmpfs "$0" && head -c 56m /dev/zero > "$0/ballast" || exit 3
        exec 3<&0
        { read -r line <&3; rm "$0/ballast"; } &
        exec "$@"
        """;

    /// <summary>True where a file system may be mounted in a namespace of one's own.</summary>
    public static bool IsPossible()
    {
        var folder = Directory.CreateTempSubdirectory("prilavok-durability-");
        try
        {
            string[] command = [.. Namespace(), "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.FullName];
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // There is no such program.
        }
        finally
        {
            folder.Delete();
        }
    }

    public static async Task<Outcome> RunAsync(Settings run, CancellationToken ct)
    {
        await using var stage = await Stage.OpenAsync(run, null, 1, ct, wrap: data => [.. Namespace(), "sh", "-c", Script, data]);
        var node = stage.Nodes[0];
        var outcome = new Outcome("storage full, SQLite");
        stage.Tills.Start(TimeSpan.FromMilliseconds(10));
        var watch = Stopwatch.StartNew();
        while (stage.Tills.Busy < 200)
        {
            if (watch.Elapsed > MostToFill)
            {
                throw new InvalidOperationException("The file system did not become full.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }

        outcome.Require(await node.StatusAsync("/healthz", ct) == 200, "the node does not say that it lives");
        var full = watch.Elapsed;
        outcome.Require(await SaysSoAsync(node, ct), "the node does not say that its storage is full");
        node.Tell("enough");
        var back = await Recovery.MeasureAsync(stage, ct);
        await stage.Tills.WaitForMoreAsync(200, ct);
        outcome.Add("full after", full);
        outcome.AddLimit("there is room again, until the next document is answered", back, MostToRecover);
        await stage.ReconcileAsync(outcome, ct);
        outcome.Require(node.IsAlive, "the node has ended");
        return outcome;
    }

    /// <summary>A little may fit in for a while.</summary>
    private static async Task<bool> SaysSoAsync(Node node, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        while (await node.StatusAsync("/readyz", ct) != 503)
        {
            if (watch.Elapsed > MostToRecover)
            {
                return false;
            }
        }

        return true;
    }

    private static string[] Namespace() => Environment.IsPrivilegedProcess ? ["unshare", "--mount"] : ["unshare", "--mount", "--map-root-user"];
}
