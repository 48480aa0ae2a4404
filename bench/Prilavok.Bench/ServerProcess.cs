using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Prilavok.Bench;

/// <summary>A server in a process of its own, killed at the end.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly Dictionary<string, string> Unlimited = new()
    {
        ["PRILAVOK__RATELIMITS__OWNERCALLS"] = "1000000000",
        ["PRILAVOK__RATELIMITS__OWNERBYTES"] = "1000000000000",
        ["PRILAVOK__RATELIMITS__REQUESTS"] = "1000000000",
    };

    private readonly Process _process;
    private readonly string? _folder;

    private ServerProcess(Process process, int port, string? folder)
    {
        _process = process;
        _folder = folder;
        Port = port;
        Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>The server, as it was built beside this runner.</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Prilavok.Server", "release", "prilavok.dll"));

    public int Port { get; }

    public HttpClient Http { get; }

    /// <param name="limits">False lets one owner take all there is: that is what most benches measure.</param>
    public static async Task<ServerProcess> StartPrilavokAsync(
        bool demo, CancellationToken ct, string? folder = null, IReadOnlyDictionary<string, string>? settings = null, string? postgres = null, bool limits = false)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("prilavok-bench-").FullName;
        var port = FreePort();
        List<string> args = [Program, "--urls", $"http://127.0.0.1:{port}", "--data", data];
        if (!demo)
        {
            args.Add("--no-demo");
        }

        if (postgres is not null)
        {
            args.AddRange(["--postgres", postgres]);
        }

        var all = new Dictionary<string, string>(limits ? [] : Unlimited);
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            all[name] = value;
        }

        var server = new ServerProcess(Start("dotnet", args, all), port, folder is null ? data : null);
        await server.WaitAsync(demo ? "/sandbox/demo" : "/healthz", ct);
        return server;
    }

    public static async Task<ServerProcess> StartBareAsync(int size, CancellationToken ct)
    {
        var port = FreePort();
        var process = Start(Path.Combine(AppContext.BaseDirectory, "Prilavok.Bench"), ["bare", "--port", Text(port), "--size", Text(size)]);
        var server = new ServerProcess(process, port, null);
        await server.WaitAsync("/", ct);
        return server;
    }

    /// <summary>What the process has used of the processors.</summary>
    public TimeSpan Cpu()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>Resident bytes.</summary>
    public long Memory()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Http.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static Process Start(string file, IEnumerable<string> args, IReadOnlyDictionary<string, string>? settings = null)
    {
        var info = new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        info.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }

        var process = Process.Start(info) ?? throw new InvalidOperationException($"{file} did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task WaitAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync(path, ct);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, ct);
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
