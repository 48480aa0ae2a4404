using System.Diagnostics;

namespace Prilavok.Bench.Deliveries;

/// <summary>
/// 100,000 documents of 7 KB that 10 publishers bring, each from the terminals of 10 shops, all told to the endpoints of those shops: from the
/// first sent to the last taken.
/// </summary>
internal static class ManyEvents
{
    private const int Endpoints = 100;
    private const int Publishers = 10;
    private const int Events = 100_000;

    /// <summary>Makes a document of 7 KB.</summary>
    private const int Positions = 10;

    /// <param name="length">Of the warm-up.</param>
    public static async Task RunAsync(TimeSpan length, CancellationToken ct)
    {
        await using var sink = await Sink.StartAsync(Endpoints);
        using var server = await ServerProcess.StartPrilavokAsync(demo: false, ct);
        var receipts = new SampleReceipt[Endpoints];
        for (var i = 0; i < Endpoints; i++)
        {
            var shop = await Shop.OpenToldAsync(server, sink.UrlOf(i), ct);
            receipts[i] = await shop.OpenReceiptsAsync(0, ct, Positions);
        }

        var warm = Stopwatch.StartNew();
        var before = (await PublishAsync(_ => warm.Elapsed < length)).Sum();
        await sink.ExpectAsync(before, ct);
        var watch = Stopwatch.StartNew();
        await PublishAsync(sent => sent < Events / Endpoints);
        var accepted = watch.Elapsed;
        await sink.ExpectAsync(before + Events, ct);
        Table.Print(
            $"{Events:#,0} documents, {receipts[0].Length} bytes each, {Publishers} publishers of {Endpoints / Publishers} terminals, {Endpoints} endpoints, SQLite synced",
            ("until the last was accepted, seconds", accepted.TotalSeconds),
            ("until the last was taken by its service, seconds (goal 60)", watch.Elapsed.TotalSeconds),
            ("missing (goal 0)", before + Events - sink.Different),
            ("repeated", sink.Count - sink.Different),
            ("resident at the end, MB", server.Memory() / 1e6));

        Task<int[]> PublishAsync(Func<int, bool> goOn) => Task.WhenAll(receipts.Select(till => Task.Run(
            async () =>
            {
                using var connection = await Load.ConnectAsync(server.Port, ct);
                var sent = 0;
                for (; goOn(sent); sent++)
                {
                    await connection.AskAsync(till.Next(), ct);
                }

                return sent;
            },
            ct)));
    }
}
