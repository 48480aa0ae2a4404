using System.Diagnostics;

namespace Prilavok.Bench.Durability;

internal static class Recovery
{
    /// <returns>From now until terminals are answered again.</returns>
    public static async Task<TimeSpan> MeasureAsync(Stage stage, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await stage.Tills.WaitForMoreAsync(1, ct);
        return watch.Elapsed;
    }
}
