namespace Prilavok.Bench.Durability;

/// <summary>
/// The wall clock of the machine is put back by an hour under the running server, while lanes rest after failures. What has passed since
/// the start is not faked: a machine's clock can be put back, its time cannot. libfaketime does it, from outside.
/// </summary>
internal static class ClockBackScenario
{
    private static readonly TimeSpan MostToArrive = TimeSpan.FromSeconds(30);

    private static readonly string[] Places =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
        "/usr/lib64/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1",
    ];

    public static bool IsPossible => Library is not null;

    private static string? Library => Array.Find(Places, File.Exists);

    public static async Task<Outcome> RunAsync(Settings run, CancellationToken ct)
    {
        var library = Library ?? throw new InvalidOperationException("The clock cannot be faked: libfaketime is not installed (apt-get install libfaketime).");
        var time = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(time, "+0\n", ct);
            await using var stage = await Stage.OpenAsync(run, null, 1, ct, new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = library,
                ["FAKETIME_TIMESTAMP_FILE"] = time,
                ["FAKETIME_CACHE_DURATION"] = "1",
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            });
            return await PutBackAsync(stage, time, ct);
        }
        finally
        {
            File.Delete(time);
        }
    }

    private static async Task<Outcome> PutBackAsync(Stage stage, string time, CancellationToken ct)
    {
        var outcome = new Outcome("the clock is put back by an hour, SQLite");
        stage.Tills.Start(TimeSpan.FromMilliseconds(20));
        await stage.Tills.WaitForMoreAsync(200, ct);
        stage.Receiver.IsDown = true;
        await stage.Tills.WaitForMoreAsync(200, ct); // Now every lane rests after a failure, to be tried again in a second of the clock.
        var before = await ClockAsync(stage, ct);
        await File.WriteAllTextAsync(time, "-1h\n", ct);
        var after = before;
        while (before - after < TimeSpan.FromMinutes(30))
        {
            after = await ClockAsync(stage, ct);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }

        await stage.Tills.WaitForMoreAsync(200, ct);
        stage.Receiver.IsDown = false;
        var waiting = stage.Tills.Answered.Keys.ToList();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (watch.Elapsed < MostToArrive && !waiting.TrueForAll(stage.HasArrived))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }

        outcome.Add("the server's clock went back by", before - after);
        outcome.AddLimit("the receiver is back, until all that waited has arrived", watch.Elapsed, MostToArrive);
        return await stage.ReconcileAsync(outcome, ct);
    }

    /// <summary>As the server says it with every answer.</summary>
    private static async Task<DateTimeOffset> ClockAsync(Stage stage, CancellationToken ct)
    {
        using var answer = await stage.Http.GetAsync("/healthz", ct);
        return answer.Headers.Date ?? throw new InvalidOperationException("The answer has no date.");
    }
}
