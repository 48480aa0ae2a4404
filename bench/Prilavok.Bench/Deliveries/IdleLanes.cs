using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Prilavok.Bench.Deliveries;

/// <summary>What lanes cost that have nothing to send: a start, memory at rest, and the work of those that do, beside 1,000 and 1,000,000 idle ones.</summary>
internal static class IdleLanes
{
    private const int Few = 1_000;
    private const int Many = 1_000_000;

    /// <summary>Documents a second of the one lane that is busy.</summary>
    private const int Rate = 200;

    public static async Task RunAsync(TimeSpan length, CancellationToken ct)
    {
        var (few, many) = (await MeasureAsync(Few, length, ct), await MeasureAsync(Many, length, ct));
        Table.Print(
            $"{Many:#,0} idle lanes beside {Few:#,0}, SQLite",
            ($"start with {Few:#,0}, seconds", few.Start),
            ($"start with {Many:#,0}, seconds (goal 5)", many.Start),
            ($"resident at rest with {Few:#,0}, MB", few.Memory / 1e6),
            ($"resident at rest with {Many:#,0}, MB", many.Memory / 1e6),
            ("memory of each more, bytes (goal 1024)", Math.Max(0, many.Memory - few.Memory) / (Many - Few)),
            ($"a document in and told, processor time with {Few:#,0}, microseconds", few.Cost),
            ($"a document in and told, processor time with {Many:#,0}, microseconds", many.Cost),
            ("ratio (goal 1)", many.Cost / few.Cost));
    }

    private static async Task<(double Start, double Memory, double Cost)> MeasureAsync(int lanes, TimeSpan length, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("prilavok-bench-");
        try
        {
            using (await ServerProcess.StartPrilavokAsync(demo: false, ct, folder.FullName))
            {
                // It has made its tables.
            }

            await AddAsync(folder.FullName, lanes, ct);
            var watch = Stopwatch.StartNew();
            using var server = await ServerProcess.StartPrilavokAsync(demo: false, ct, folder.FullName);
            var start = watch.Elapsed.TotalSeconds;
            await Task.Delay(length, TimeProvider.System, ct);
            var memory = server.Memory();
            await using var sink = await Sink.StartAsync(1);
            var shop = await Shop.OpenToldAsync(server, sink.UrlOf(0), ct);
            var receipts = await shop.OpenReceiptsAsync(0, ct);
            using var till = await Load.ConnectAsync(server.Port, ct);
            await SellAsync(length);
            var (before, cpu) = (sink.Count, server.Cpu());
            await SellAsync(length);
            return (start, memory, (server.Cpu() - cpu).TotalMicroseconds / (sink.Count - before));

            async Task SellAsync(TimeSpan time)
            {
                using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1) / Rate);
                var sent = sink.Different;
                for (var selling = Stopwatch.StartNew(); selling.Elapsed < time; sent++)
                {
                    await till.AskAsync(receipts.Next(), ct);
                    await beat.WaitForNextTickAsync(ct);
                }

                await sink.ExpectAsync(sent, ct);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>As the lanes of ten channels of an app that many owners have.</summary>
    private static async Task AddAsync(string folder, int lanes, CancellationToken ct)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "prilavok.db")};Pooling=False");
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < @lanes)
            INSERT INTO lanes (owner_id, app_id, channel, cursor, generation)
            SELECT printf('01-%015d', n / 10), 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', n % 10 + 1, 0, 0 FROM numbers
            """,
            new { lanes });
    }
}
