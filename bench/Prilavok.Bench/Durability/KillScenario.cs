using System.Diagnostics;

namespace Prilavok.Bench.Durability;

/// <summary>SIGKILL in the middle of everything, again and again; of several nodes each in its turn.</summary>
internal static class KillScenario
{
    public static async Task<Outcome> RunAsync(Settings run, string? postgres, CancellationToken ct)
    {
        var nodes = postgres is null ? 1 : 2;
        await using var stage = await Stage.OpenAsync(run, postgres, nodes, ct);
        var random = new Random(run.Seed);
        var watch = Stopwatch.StartNew();
        stage.Tills.Start(run.Pause);
        for (var kill = 0; kill < run.Kills; kill++)
        {
            await stage.Tills.WaitForMoreAsync(random.Next(1, 80), ct);

            // Not a wait for something: the kill must not keep step with the answers.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 60)), TimeProvider.System, ct);
            var node = stage.Nodes[kill % nodes];
            node.Kill();
            await node.StartAsync(ct);
        }

        var outcome = new Outcome(postgres is null ? "kill -9, SQLite, one node" : "kill -9, PostgreSQL, two nodes in turns");
        outcome.Add("kills", run.Kills);
        outcome.Add("under load for", watch.Elapsed);
        await stage.ReconcileAsync(outcome, ct);
        outcome.Require(stage.Tills.Resent > 0, "no request was under way at any kill, so nothing was shown");
        outcome.Require(stage.Receiver.Repeated > 0, "no delivery was under way at any kill, so nothing was shown");
        return outcome;
    }
}
