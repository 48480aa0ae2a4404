using System.CommandLine;

namespace Prilavok.Bench.Durability;

/// <summary><c>durability</c>: puts the server through what must not cost a document, and ends with 0 only when it did not.</summary>
internal static class DurabilityCommand
{
    private static readonly string[] Scenarios = ["kills", "full", "away", "clock", "hostile"];

    public static Command Create()
    {
        var only = new Argument<string[]>("scenarios") { Description = $"Which of {string.Join(", ", Scenarios)} [all]", Arity = ArgumentArity.ZeroOrMore };
        only.AcceptOnlyFromAmong(Scenarios);
        var engine = new Option<Engine?>("--engine") { Description = "Only on this database [both]" };
        var kills = new Option<int>("--kills") { Description = "Kills for each database", DefaultValueFactory = _ => 200 };
        var away = new Option<double>("--away") { Description = "Minutes that the database is away", DefaultValueFactory = _ => 2 };
        var brief = new Option<bool>("--short") { Description = "The form for every day: few kills, the database away for some seconds; what this machine cannot do is left out" };
        var command = new Command("durability", "Kills, starves and deceives the server under load, and reconciles every document that was answered.")
        {
            only, engine, kills, away, brief,
        };
        command.SetAction((parsed, ct) =>
        {
            var run = parsed.GetValue(brief)
                ? new Settings { IsShort = true, Kills = 8, Away = TimeSpan.FromSeconds(4), Lease = TimeSpan.FromSeconds(3) }
                : new Settings { Kills = parsed.GetValue(kills), Away = TimeSpan.FromMinutes(parsed.GetValue(away)) };
            var wanted = parsed.GetValue(only) is { Length: > 0 } named ? named : Scenarios;
            return RunAsync(run, wanted, parsed.GetValue(engine), ct);
        });
        return command;
    }

    private static async Task<int> RunAsync(Settings run, IReadOnlyCollection<string> wanted, Engine? engine, CancellationToken ct)
    {
        var isWell = true;
        if (engine != Engine.Postgres)
        {
            await TryAsync("kills", () => KillScenario.RunAsync(run, null, ct));
            await TryAsync("full", () => StorageFullScenario.RunAsync(run, ct), run.IsShort && !StorageFullScenario.IsPossible() ? "no file system may be mounted here" : null);
            await TryAsync("clock", () => ClockBackScenario.RunAsync(run, ct), run.IsShort && !ClockBackScenario.IsPossible ? "libfaketime is not installed" : null);
            await TryAsync("hostile", () => HostileScenario.RunAsync(run, ct));
        }

        if (engine != Engine.Sqlite && (wanted.Contains("kills") || wanted.Contains("away")))
        {
            await using var server = await PostgresServer.StartAsync(ct);
            await TryAsync("kills", async () => await KillScenario.RunAsync(run, await server.AddDatabaseAsync("kills", ct), ct));
            await TryAsync("away", () => DatabaseAwayScenario.RunAsync(run, server, "away", ct));
        }

        Console.WriteLine(isWell ? "Nothing was lost." : "Not all is well.");
        return isWell ? 0 : 1;

        async Task TryAsync(string scenario, Func<Task<Outcome>> play, string? obstacle = null)
        {
            if (wanted.Contains(scenario) && obstacle is not null)
            {
                Console.WriteLine($"Left out: {scenario}, since {obstacle}.\n");
            }
            else if (wanted.Contains(scenario))
            {
                var outcome = await play();
                isWell &= outcome.IsWell;
                Console.WriteLine(outcome);
            }
        }
    }
}
