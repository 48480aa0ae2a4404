using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Prilavok.Bench;

/// <summary>
/// One shop sells a receipt every few milliseconds while others do their worst: strangers who log in, readers who do not read, a shop that
/// brings as much as the line carries. The shop must hardly notice.
/// </summary>
internal static class Crowd
{
    private const int Strangers = 64;

    private const int Readers = 150;

    private const int NoisyConnections = 8;

    /// <summary>Documents of a noisy request, some 2 MB.</summary>
    private const int NoisyDocuments = 500;

    /// <summary>So that the list that nobody reads is longer than all buffers on the way.</summary>
    private const int ReadDocuments = 2000;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    /// <summary>Of the median, where others do their worst, to that in quiet.</summary>
    private const double Goal = 3;

    public static async Task RunAsync(TimeSpan length, CancellationToken ct)
    {
        using var server = await ServerProcess.StartPrilavokAsync(demo: false, ct, limits: true);
        var quiet = await Shop.OpenAsync(server, ct);
        var other = await Shop.OpenAsync(server, ct);
        var receipts = await quiet.OpenReceiptsAsync(0, ct);
        using var till = await Load.ConnectAsync(server.Port, ct);
        await SellAsync(till, receipts, WarmUp, ct);
        var alone = await SellAsync(till, receipts, length, ct);
        Print("nobody else", alone, alone, []);

        var loud = await Task.WhenAll(Enumerable.Range(0, NoisyConnections).Select(number => NoisyAsync(server, other, number, ct)));
        await AmongAsync("strangers log in", Strangers, _ => LogInAsync(server.Port));
        await AmongAsync("a noisy shop", NoisyConnections, number => stop => loud[number](stop));
        await FillAsync(server, other, ct);
        var before = server.Memory();
        await AmongAsync("readers who do not read", Readers, _ => stop => ReadNothingAsync(server.Port, other, stop), () => [("kilobytes of memory for each of them", (server.Memory() - before) / 1024.0 / Readers)]);

        async Task AmongAsync(string who, int count, Func<int, Func<CancellationToken, Task<bool>>> of, Func<IReadOnlyList<(string, double)>>? more = null)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var answered = 0L;
            var crowd = Enumerable.Range(0, count).Select(number => Task.Run(
                async () =>
                {
                    var ask = of(number);
                    while (!stop.IsCancellationRequested)
                    {
                        try
                        {
                            Interlocked.Add(ref answered, await ask(stop.Token) ? 1 : 0);
                        }
                        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or HttpRequestException)
                        {
                            // Whoever does his worst is sent away; he comes again.
                        }
                    }
                },
                ct)).ToList();
            await SellAsync(till, receipts, TimeSpan.FromSeconds(2), ct);
            var watch = Stopwatch.StartNew();
            Interlocked.Exchange(ref answered, 0);
            var among = await SellAsync(till, receipts, length, ct);
            var rate = Interlocked.Read(ref answered) / watch.Elapsed.TotalSeconds;
            var figures = more?.Invoke() ?? [];
            await stop.CancelAsync();
            await Task.WhenAll(crowd);
            Print(who, among, alone, [("their calls that were let through, per second", rate), .. figures]);
        }
    }

    /// <returns>Milliseconds from each receipt to its answer, in order of size.</returns>
    private static async Task<IReadOnlyList<double>> SellAsync(Connection till, SampleReceipt receipts, TimeSpan length, CancellationToken ct)
    {
        var (taken, watch) = (new List<double>(), Stopwatch.StartNew());
        while (watch.Elapsed < length)
        {
            var began = watch.Elapsed;
            await till.AskAsync(receipts.Next(), ct);
            taken.Add((watch.Elapsed - began).TotalMilliseconds);
            await Task.Delay(Pace, TimeProvider.System, ct);
        }

        return [.. taken.Order()];
    }

    private static void Print(string who, IReadOnlyList<double> among, IReadOnlyList<double> alone, IEnumerable<(string, double)> more) => Table.Print(
        $"a receipt every {Pace.TotalMilliseconds:0} ms of one shop; beside it {who}",
        [
            ("to its answer, p50 milliseconds", At(among, 0.5)),
            ("to its answer, p99 milliseconds", At(among, 0.99)),
            ($"p50, times that of nobody else (goal {Goal:0.0})", At(among, 0.5) / At(alone, 0.5)),
            .. more,
        ]);

    private static double At(IReadOnlyList<double> values, double part) => values[(int)(part * (values.Count - 1))];

    /// <summary>With a password that is wrong, for a login that nobody has.</summary>
    private static Func<CancellationToken, Task<bool>> LogInAsync(int port)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        return async stop =>
        {
            using var body = new StringContent($$"""{"login":"{{Guid.CreateVersion7()}}@a.test","password":"Wrong-1234"}""", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("/manage/v1/login", body, stop);
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        };
    }

    private static async Task<Func<CancellationToken, Task<bool>>> NoisyAsync(ServerProcess server, Shop shop, int number, CancellationToken ct)
    {
        var token = await shop.OpenTillAsync(100 + number, ct);
        var receipts = new SampleReceipt(100 + number);
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return async stop =>
        {
            using var body = new ByteArrayContent(Many(receipts, NoisyDocuments));
            body.Headers.ContentType = new("application/json");
            using var answer = await http.PostAsync("/terminal/v1/documents", body, stop);
            return answer.IsSuccessStatusCode;
        };
    }

    private static async Task FillAsync(ServerProcess server, Shop shop, CancellationToken ct)
    {
        var ask = await NoisyAsync(server, shop, 1000, ct);
        for (var brought = 0; brought < ReadDocuments;)
        {
            brought += await ask(ct) ? NoisyDocuments : 0;
        }
    }

    /// <summary>Asks for a long list, takes its first bytes and waits to be sent away.</summary>
    private static async Task<bool> ReadNothingAsync(int port, Shop shop, CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, port, stop);
        await socket.SendAsync(Load.Request("GET", $"/stores/{shop.StoreId}/documents?limit=1000&of={Guid.CreateVersion7()}", shop.AppHeaders), stop);
        var part = new byte[1];
        await socket.ReceiveAsync(part, stop);
        var isLet = part[0] == 'H';
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return isLet;
    }

    private static byte[] Many(SampleReceipt receipts, int count)
    {
        using var all = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            var one = receipts.Next().Span; // An array of one.
            all.WriteByte((byte)(i == 0 ? '[' : ','));
            all.Write(one[1..^1]);
        }

        all.WriteByte((byte)']');
        return all.ToArray();
    }
}
