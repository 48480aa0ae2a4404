using System.Diagnostics;
using Prilavok.Bench.Durability;

namespace Prilavok.Bench.Deliveries;

/// <summary>
/// Deliveries out, one event a request, each attempt and each cursor durable. The documents lie in paused lanes and are let go at once, beside
/// <see cref="HttpClient"/> in a loop to the same sink; the peers do the same with jobs that were persisted before.
/// </summary>
internal static class DeliveriesOut
{
    private const int Owners = 64;
    private const int WarmUp = 800;
    private const int Each = 500;

    /// <param name="length">Of the loop; the deliveries are as many as they are.</param>
    public static async Task RunAsync(TimeSpan length, CancellationToken ct)
    {
        await MeasureAsync("SQLite", null, length, ct);
        await using var postgres = await PostgresServer.StartAsync(ct);
        await MeasureAsync("PostgreSQL", await postgres.AddDatabaseAsync("deliveries", ct), length, ct);
    }

    private static async Task MeasureAsync(string database, string? postgres, TimeSpan length, CancellationToken ct)
    {
        await using var sink = await Sink.StartAsync(Owners);
        double rate, cost;
        using (var server = await ServerProcess.StartPrilavokAsync(demo: false, ct, postgres: postgres))
        {
            var shops = new Shop[Owners];
            for (var i = 0; i < Owners; i++)
            {
                shops[i] = await Shop.OpenToldAsync(server, sink.UrlOf(i), ct);
            }

            var backlogs = await Task.WhenAll(shops.Select(shop => Backlog.OpenAsync(shop, ct)));
            await DrainAsync(server, sink, backlogs, WarmUp, ct); // The just-in-time compiler has its say first.
            (rate, cost) = await DrainAsync(server, sink, backlogs, Each, ct);
        }

        var limit = await HttpLoop.MeasureAsync(sink.UrlOf(0), sink.Length, Owners, length, ct);
        Table.Print(
            $"deliveries out, {sink.Length} bytes, one event a request, {Owners} endpoints, {database} synced",
            ("HttpClient in a loop, per second", limit),
            ("deliveries, per second", rate),
            ("processor time of the server, microseconds each", cost),
            ("ratio (goal 0.40)", rate / limit));
    }

    /// <returns>Deliveries a second, and microseconds of the server's processor time for each.</returns>
    private static async Task<(double Rate, double Cost)> DrainAsync(
        ServerProcess server, Sink sink, Backlog[] backlogs, int each, CancellationToken ct)
    {
        await Task.WhenAll(backlogs.Select(backlog => backlog.FillAsync(each, ct)));
        var (before, cpu, watch) = (sink.Different, server.Cpu(), Stopwatch.StartNew());
        await Task.WhenAll(backlogs.Select(backlog => backlog.LetGoAsync(ct)));
        var count = backlogs.Length * each;
        await sink.ExpectAsync(before + count, ct);
        var took = watch.Elapsed;
        return (count / took.TotalSeconds, (server.Cpu() - cpu).TotalMicroseconds / count);
    }

    /// <summary>Documents that wait in one lane.</summary>
    private sealed class Backlog(Shop shop, Connection till, string headers)
    {
        private const int InRequest = 50;

        private readonly SampleReceipt _receipts = new(0);

        public static async Task<Backlog> OpenAsync(Shop shop, CancellationToken ct) =>
            new(shop, await Load.ConnectAsync(shop.Port, ct), $"Authorization: Bearer {await shop.OpenTillAsync(0, ct)}\r\n");

        public async Task FillAsync(int documents, CancellationToken ct)
        {
            await shop.SteerAsync("receipts", "pause", ct);
            for (var i = 0; i < documents; i += InRequest)
            {
                await till.AskAsync(Load.Request("POST", "/terminal/v1/documents", headers, Bodies()), ct);
            }
        }

        public Task LetGoAsync(CancellationToken ct) => shop.SteerAsync("receipts", "resume", ct);

        /// <summary>Each receipt is an array of its own; these are one.</summary>
        private byte[] Bodies()
        {
            var all = new List<byte>(InRequest * _receipts.Length) { (byte)'[' };
            for (var i = 0; i < InRequest; i++)
            {
                all.AddRange(_receipts.Next().Span[1..^1]);
                all.Add((byte)(i < InRequest - 1 ? ',' : ']'));
            }

            return [.. all];
        }
    }
}
