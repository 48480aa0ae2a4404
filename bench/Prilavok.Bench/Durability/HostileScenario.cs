using Prilavok.Testing;

namespace Prilavok.Bench.Durability;

/// <summary>
/// Receivers that mean harm, beside one that means well: the server's memory stays within bounds and the well-meaning one gets
/// everything as if the others were not there.
/// </summary>
internal static class HostileScenario
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>About twice what it holds under this load with nobody hostile about.</summary>
    private const long MostMegabytes = 320;

    private const int Documents = 1000;

    public static async Task<Outcome> RunAsync(Settings run, CancellationToken ct)
    {
        var outcome = new Outcome("hostile receivers, SQLite");
        var hostile = HostileServer.StartAll();
        try
        {
            await using var stage = await Stage.OpenAsync(run, null, 1, ct);
            var victims = new List<Owner>();
            foreach (var server in hostile)
            {
                victims.Add(await Owner.OpenAsync(stage.Http, server.Url, 1, ct));
            }

            using var selling = new Tills(victims, [stage.Nodes[0].Url]);
            selling.Start(TimeSpan.FromMilliseconds(20));
            stage.Tills.Start(TimeSpan.FromMilliseconds(20));
            await stage.Tills.WaitForMoreAsync(Documents, ct);
            await selling.CloseAsync();
            await stage.ReconcileAsync(outcome, ct);
            foreach (var server in hostile)
            {
                outcome.Add($"requests that met: {server.Name}", server.Requests);
                outcome.Require(server.Requests > 0, $"nothing was sent to: {server.Name}");
            }

            outcome.AddNone("other answers to the terminals of their owners", selling.Faults);
            outcome.AddLimit("most memory of the server, MB", stage.Nodes[0].PeakMemory / Megabyte, MostMegabytes);
            outcome.Require(stage.Nodes[0].IsAlive, "the server has ended");
            return outcome;
        }
        finally
        {
            foreach (var server in hostile)
            {
                server.Dispose();
            }
        }
    }
}
