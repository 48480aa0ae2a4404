using System.Collections.Concurrent;
using System.Diagnostics;

namespace Prilavok.Bench.Deliveries;

/// <summary>How soon a service hears of a document: 500 a second over 50 endpoints, and the same while one of them never answers.</summary>
internal static class Latency
{
    private const int Endpoints = 50;

    /// <summary>From one document of a terminal to its next.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(TimeSpan length, CancellationToken ct)
    {
        foreach (var silent in new int?[] { null, 0 })
        {
            var (told, heard) = await MeasureAsync(length, silent, ct);
            Table.Print(
                $"way of a document, {Endpoints} endpoints, {Endpoints / Pace.TotalSeconds:0} a second, SQLite synced" + (silent is null ? "" : "; one endpoint never answers, the others:"),
                ("documents", heard.Count),
                ("sent by the terminal to answered to it, p50 milliseconds", At(told, 0.5)),
                ("sent by the terminal to answered to it, p99 milliseconds", At(told, 0.99)),
                ("sent by the terminal to first byte at the service, p50 milliseconds (goal 10, from the commit)", At(heard, 0.5)),
                ("sent by the terminal to first byte at the service, p99 milliseconds (goal 50, from the commit)", At(heard, 0.99)));
        }
    }

    /// <returns>Milliseconds from sending, of each document: until the terminal was answered, until the service was reached.</returns>
    private static async Task<(IReadOnlyList<double> Told, IReadOnlyList<double> Heard)> MeasureAsync(TimeSpan length, int? silent, CancellationToken ct)
    {
        await using var sink = await Sink.StartAsync(Endpoints);
        using var server = await ServerProcess.StartPrilavokAsync(demo: false, ct);
        var lanes = new Lane[Endpoints];
        for (var i = 0; i < Endpoints; i++)
        {
            var shop = await Shop.OpenToldAsync(server, sink.UrlOf(i), ct);
            lanes[i] = new Lane(await shop.OpenReceiptsAsync(0, ct), await Load.ConnectAsync(server.Port, ct));
        }

        sink.Silent = silent;
        sink.Reached = number => lanes[number].Reached.Enqueue(Stopwatch.GetTimestamp());
        await SellAsync(WarmUp);
        Array.ForEach(lanes, lane => lane.Skip());
        await SellAsync(length);
        var counted = lanes.Where((_, number) => number != silent).ToList();
        while (counted.Exists(lane => lane.Reached.Count < lane.Skipped + lane.Sent.Count))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ct);
        }

        return ([.. counted.SelectMany(lane => lane.Told)], [.. counted.SelectMany(lane => lane.Heard())]);

        Task SellAsync(TimeSpan time) => Task.WhenAll(lanes.Select((lane, number) => lane.SellAsync(Pace * number / Endpoints, time, ct)));
    }

    private static double At(IReadOnlyList<double> values, double part) => values.Order().ElementAt((int)(part * (values.Count - 1)));

    /// <summary>One terminal and the service that hears of its documents, in their order: the n-th that is sent is the n-th that arrives.</summary>
    private sealed class Lane(SampleReceipt receipts, Connection till)
    {
        public List<long> Sent { get; } = [];

        public List<double> Told { get; } = [];

        public ConcurrentQueue<long> Reached { get; } = [];

        public int Skipped { get; private set; }

        public void Skip()
        {
            Skipped += Sent.Count;
            Sent.Clear();
            Told.Clear();
        }

        public async Task SellAsync(TimeSpan delay, TimeSpan length, CancellationToken ct)
        {
            await Task.Delay(delay, TimeProvider.System, ct);
            using var beat = new PeriodicTimer(Pace);
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < length; await beat.WaitForNextTickAsync(ct))
            {
                var sent = Stopwatch.GetTimestamp();
                Sent.Add(sent);
                await till.AskAsync(receipts.Next(), ct);
                Told.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }

        public IEnumerable<double> Heard() => Sent.Zip(Reached.Skip(Skipped), (sent, reached) => Stopwatch.GetElapsedTime(sent, reached).TotalMilliseconds);
    }
}
