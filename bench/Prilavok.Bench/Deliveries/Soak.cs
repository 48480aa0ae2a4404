using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Prilavok.Bench.Deliveries;

/// <summary>
/// 1,000 documents a second, each told, for as long as wanted. What the server holds in memory, its delivery log and its write-ahead log must come to
/// a level; documents are kept for good, so the file grows by them, and by nothing else.
/// </summary>
internal static class Soak
{
    private const int Endpoints = 50;
    private const int MostAttempts = 100_000;

    /// <summary>From one document of a terminal to its next: 20 a second of each.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <returns>0 when memory and logs came to a level.</returns>
    public static async Task<int> RunAsync(TimeSpan length, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("prilavok-bench-");
        try
        {
            await using var sink = await Sink.StartAsync(Endpoints);
            using var server = await ServerProcess.StartPrilavokAsync(demo: false, ct, folder.FullName, new Dictionary<string, string>
            {
                ["PRILAVOK__WEBHOOKS__MOSTATTEMPTS"] = MostAttempts.ToString(CultureInfo.InvariantCulture),
                ["PRILAVOK__WEBHOOKS__ATTEMPTSPRUNED"] = "00:00:05",
            });
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var lanes = await Task.WhenAll(Enumerable.Range(0, Endpoints).Select(async i =>
            {
                var shop = await Shop.OpenToldAsync(server, sink.UrlOf(i), ct);
                return (Receipts: await shop.OpenReceiptsAsync(0, ct), Till: await Load.ConnectAsync(server.Port, ct));
            }));
            var selling = Task.WhenAll(lanes.Select((lane, i) => SellAsync(lane.Receipts, lane.Till, Pace * i / Endpoints, over.Token)));
            var samples = new List<Sample>();
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < length;)
            {
                await Task.WhenAny(selling, Task.Delay(length / 10, TimeProvider.System, ct));
                samples.Add(await LookAsync(server, sink, folder.FullName, watch.Elapsed, ct));
                Console.WriteLine(samples[^1].Row(samples.Count > 1 ? samples[^2] : null));
            }

            await over.CancelAsync();
            var sent = (await selling).Sum();
            await sink.ExpectAsync(sent, ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{sent:#,0} documents, {sink.Different:#,0} told, {sent - sink.Different} missing."));
            return IsLevel(samples, sample => sample.Memory) && IsLevel(samples, sample => sample.Attempts) && IsLevel(samples, sample => sample.Wal) && sent == sink.Different ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> SellAsync(SampleReceipt receipts, Connection till, TimeSpan delay, CancellationToken over)
    {
        await Task.Delay(delay, TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var beat = new PeriodicTimer(Pace);
        var sent = 0;
        for (; !over.IsCancellationRequested; sent++)
        {
            await till.AskAsync(receipts.Next(), CancellationToken.None);
            await beat.WaitForNextTickAsync(CancellationToken.None);
        }

        return sent;
    }

    private static async Task<Sample> LookAsync(ServerProcess server, Sink sink, string folder, TimeSpan at, CancellationToken ct)
    {
        var file = Path.Combine(folder, "prilavok.db");
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(ct);
        var attempts = await connection.ExecuteScalarAsync<long>("SELECT MAX(id) - MIN(id) + 1 FROM attempts");
        return new Sample(at, sink.Count, server.Memory(), new FileInfo(file).Length, attempts, new FileInfo(file + "-wal").Length);
    }

    /// <summary>The last three are on average no more than a tenth above the three in the middle.</summary>
    private static bool IsLevel(List<Sample> samples, Func<Sample, long> of) =>
        samples.TakeLast(3).Average(of) <= 1.1 * samples.Skip(samples.Count - 6).Take(3).Average(of);

    private sealed record Sample(TimeSpan At, int Told, long Memory, long File, long Attempts, long Wal)
    {
        public string Row(Sample? before) => (before is null
            ? "| minutes | told, each second | resident, MB | attempts in the delivery log | write-ahead log, MB | file, MB | bytes of it for each document since |\n|---|---|---|---|---|---|---|\n"
            : "") + string.Create(
                CultureInfo.InvariantCulture,
                $"| {At.TotalMinutes:0.0} | {(Told - (before?.Told ?? 0)) / (At - (before?.At ?? TimeSpan.Zero)).TotalSeconds:#,0} | {Memory / 1e6:0} | {Attempts:#,0} | {Wal / 1e6:0.0} | {File / 1e6:0} | {(before is null ? 0 : (File - before.File) / Math.Max(1, Told - before.Told)):#,0} |");
    }
}
