using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Prilavok.Bench.Deliveries;

/// <summary>What the platform alone can send: <see cref="HttpClient"/> in a loop, in a process of its own as the server is.</summary>
internal static class HttpLoop
{
    /// <summary>Posts as many bytes as a notification has, from so many callers at a time.</summary>
    /// <returns>Requests a second.</returns>
    public static async Task<double> MeasureAsync(string url, long size, int callers, TimeSpan length, CancellationToken ct)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Prilavok.Bench");
        var text = (FormattableString number) => number.ToString(CultureInfo.InvariantCulture);
        var info = new ProcessStartInfo(
            program, ["post", "--url", url, "--size", text($"{size}"), "--callers", text($"{callers}"), "--seconds", text($"{length.TotalSeconds:0}")])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(info) ?? throw new InvalidOperationException($"{program} did not start.");
        var said = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return double.Parse(said, CultureInfo.InvariantCulture);
    }

    public static async Task RunAsync(string url, int size, int callers, TimeSpan length, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        var body = new byte[size];
        Array.Fill(body, (byte)'x');
        await ForAsync(TimeSpan.FromSeconds(3)); // The just-in-time compiler has its say first.
        Console.Write((await ForAsync(length)).ToString(CultureInfo.InvariantCulture));

        async Task<double> ForAsync(TimeSpan time)
        {
            var watch = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => OneAsync(watch, time), ct)));
            return counts.Sum() / watch.Elapsed.TotalSeconds;
        }

        async Task<long> OneAsync(Stopwatch watch, TimeSpan time)
        {
            var count = 0L;
            while (watch.Elapsed < time)
            {
                using var content = new ByteArrayContent(body);
                using var answer = await client.PostAsync(new Uri(url), content, ct);
                count += answer.StatusCode == HttpStatusCode.OK ? 1 : throw new InvalidOperationException($"The sink answered {answer.StatusCode}.");
            }

            return count;
        }
    }
}
