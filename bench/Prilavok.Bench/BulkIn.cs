using System.Diagnostics;

namespace Prilavok.Bench;

/// <summary>Products in bulk, and a walk over the pages of very many.</summary>
internal static class BulkIn
{
    private const int InOne = 5000;
    private const int Runs = 5;
    private const int All = 100_000;
    private const double Megabyte = 1024 * 1024;

    /// <param name="rest">Before memory is looked at, so that what the bulks left behind is gone.</param>
    public static async Task RunAsync(TimeSpan rest, CancellationToken ct)
    {
        using (var server = await ServerProcess.StartPrilavokAsync(demo: false, ct))
        {
            await OneAsync(await Shop.OpenAsync(server, ct), ct);
        }

        using (var server = await ServerProcess.StartPrilavokAsync(demo: false, ct))
        {
            await ManyAsync(server, await Shop.OpenAsync(server, ct), rest, ct);
        }
    }

    /// <summary>A new bulk each time, on a server that has just started and on one that has not.</summary>
    private static async Task OneAsync(Shop shop, CancellationToken ct)
    {
        var runs = new List<(double Accepted, double Completed)>();
        for (var run = 0; run <= Runs; run++)
        {
            var products = SampleGoods.Array(1 + (run * InOne), InOne);
            var watch = Stopwatch.StartNew();
            var task = await shop.PutProductsAsync(products, ct);
            var accepted = watch.Elapsed.TotalMilliseconds;
            await shop.CompleteAsync(task, ct);
            runs.Add((accepted, watch.Elapsed.TotalMilliseconds));
        }

        Table.Print(
            $"bulk PUT of {InOne} new products, {SampleGoods.Array(1, InOne).Length} bytes, SQLite synced",
            ("accepted by a server just started, milliseconds (goal 150)", runs[0].Accepted),
            ("completed, milliseconds (goal 1500)", runs[0].Completed),
            ($"accepted, median of the next {Runs}, milliseconds", Median(runs.Skip(1).Select(run => run.Accepted))),
            ($"completed, median of the next {Runs}, milliseconds", Median(runs.Skip(1).Select(run => run.Completed))));
    }

    private static async Task ManyAsync(ServerProcess server, Shop shop, TimeSpan rest, CancellationToken ct)
    {
        var bulks = Enumerable.Range(0, All / InOne).Select(n => SampleGoods.Array(1 + (n * InOne), InOne)).ToList();
        var watch = Stopwatch.StartNew();
        var tasks = new List<string>();
        foreach (var bulk in bulks)
        {
            tasks.Add(await shop.PutProductsAsync(bulk, ct));
        }

        var accepted = watch.Elapsed.TotalSeconds;
        await shop.CompleteAsync(tasks[^1], ct); // The tasks of an owner run one after the other.
        var completed = watch.Elapsed.TotalSeconds;
        await Task.Delay(rest, TimeProvider.System, ct);
        var memory = new Dictionary<int, double> { [0] = server.Memory() / Megabyte };
        watch.Restart();
        var cursor = "";
        for (var page = 1; page <= All / 1000; page++)
        {
            var body = await shop.GetAsync($"/stores/{shop.StoreId}/products?cursor={cursor}", ct);
            memory[page] = server.Memory() / Megabyte;
            cursor = body.GetProperty("paging").TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
        }

        if (cursor is not null)
        {
            throw new InvalidOperationException("The walk did not end where the products do.");
        }

        Table.Print(
            $"{All} products: {bulks.Count} bulks of {InOne}, then a walk over pages of 1000",
            ("accepted, seconds", accepted),
            ("completed, seconds (goal 30)", completed),
            ("the walk, seconds", watch.Elapsed.TotalSeconds),
            ("before the walk, MB resident", memory[0]),
            ("after page 10, MB resident", memory[10]),
            ("after page 50, MB resident", memory[50]),
            ("after page 100, MB resident", memory[100]));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Runs / 2);
}
