namespace Prilavok.Bench.Durability;

/// <summary>PostgreSQL ends as in a crash and comes back after a while. The nodes live on, say so, and are well again by themselves.</summary>
internal static class DatabaseAwayScenario
{
    private static readonly TimeSpan MostToRecover = TimeSpan.FromSeconds(20);

    public static async Task<Outcome> RunAsync(Settings run, PostgresServer server, string database, CancellationToken ct)
    {
        var postgres = await server.AddDatabaseAsync(database, ct);
        await using var stage = await Stage.OpenAsync(run, postgres, 2, ct);
        var outcome = new Outcome("PostgreSQL away, two nodes");
        stage.Tills.Start(run.Pause);
        await stage.Tills.WaitForMoreAsync(200, ct);
        await server.DownAsync(ct);
        await Task.Delay(run.Away, TimeProvider.System, ct);
        foreach (var node in stage.Nodes)
        {
            outcome.Require(await node.StatusAsync("/healthz", ct) == 200, "a node does not say that it lives");
            outcome.Require(await node.StatusAsync("/readyz", ct) == 503, "a node does not say that its storage is away");
        }

        await server.UpAsync(ct);
        var back = await Recovery.MeasureAsync(stage, ct);
        await stage.Tills.WaitForMoreAsync(200, ct);
        outcome.Add("away for", run.Away);
        outcome.AddLimit("the database is back, until the next document is answered", back, MostToRecover);
        await stage.ReconcileAsync(outcome, ct);
        outcome.Require(stage.Tills.Busy > 0, "no terminal noticed, so nothing was shown");
        outcome.Require(stage.Nodes.All(node => node.IsAlive), "a node has ended");
        return outcome;
    }
}
