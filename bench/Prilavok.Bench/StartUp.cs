using System.Diagnostics;

namespace Prilavok.Bench;

/// <summary>From starting the process to its first answer with the demo shop, and what it holds at rest.</summary>
internal static class StartUp
{
    private const int Runs = 5;
    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(TimeSpan length, CancellationToken ct)
    {
        var bare = new List<double>();
        var first = new List<double>();
        var again = new List<double>();
        double bareMemory = 0, memory = 0;
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            using (var server = await ServerProcess.StartBareAsync(10, ct))
            {
                bare.Add(watch.Elapsed.TotalSeconds);
                bareMemory = server.Memory() / Megabyte;
            }

            var folder = Directory.CreateTempSubdirectory("prilavok-bench-");
            watch.Restart();
            using (await ServerProcess.StartPrilavokAsync(demo: true, ct, folder.FullName))
            {
                first.Add(watch.Elapsed.TotalSeconds);
            }

            watch.Restart();
            using (var server = await ServerProcess.StartPrilavokAsync(demo: true, ct, folder.FullName))
            {
                again.Add(watch.Elapsed.TotalSeconds);
                await Task.Delay(length, TimeProvider.System, ct); // At rest: what the start left behind is gone.
                memory = server.Memory() / Megabyte;
            }

            folder.Delete(recursive: true);
        }

        Table.Print(
            $"start to first answer with the demo shop, best of {Runs}",
            ("bare server, seconds", bare.Min()),
            ("first start, the demo shop is made, seconds (goal 1.0)", first.Min()),
            ("later start, seconds", again.Min()),
            ("bare server, MB resident", bareMemory),
            ("at rest, MB resident (goal 120)", memory));
    }
}
