using System.Diagnostics;
using System.Globalization;

namespace Prilavok.Bench.Durability;

/// <summary>One <c>prilavok serve</c> that dies and comes back at the same address.</summary>
/// <param name="wrapper">A command that runs the server in a world of its own, and the environment of it; it must become the server.</param>
internal sealed class Node(
    int port, string log, IReadOnlyList<string> storage, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string>? wrapper = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };
    private Process? _process;

    public Uri Url => _http.BaseAddress!;

    public bool IsAlive => _process is { HasExited: false };

    /// <summary>Most it ever held, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process!.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it reads and writes its storage.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        Launch();
        var deadline = Stopwatch.StartNew();
        while (await StatusAsync("/readyz", ct) != 200)
        {
            if (!IsAlive || deadline.Elapsed > Patience)
            {
                throw new InvalidOperationException($"The node at {Url} did not come up; see {log}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, ct);
        }
    }

    /// <returns>Null when it does not answer.</returns>
    public async Task<int?> StatusAsync(string path, CancellationToken ct)
    {
        try
        {
            using var answer = await _http.GetAsync(path, ct);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>How long it took to end.</returns>
    public async Task<TimeSpan> TerminateAsync(CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        using (Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await _process.WaitForExitAsync(ct);
        }

        return watch.Elapsed;
    }

    /// <summary>A line for the wrapper, which hears what the server does not.</summary>
    public void Tell(string line)
    {
        _process!.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    public void Dispose()
    {
        if (IsAlive)
        {
            Kill();
        }

        _process?.Dispose();
        _http.Dispose();
    }

    private void Launch()
    {
        _process?.Dispose();
        string[] command = [.. wrapper ?? [], "dotnet", ServerProcess.Program, "--no-demo", "--urls", Url.ToString().TrimEnd('/'), .. storage];
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in settings)
        {
            info.Environment[name] = value;
        }

        _process = Process.Start(info) ?? throw new InvalidOperationException("The server did not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_http)
            {
                File.AppendAllText(log, line + "\n");
            }
        }
    }
}
