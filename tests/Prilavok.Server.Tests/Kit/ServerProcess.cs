using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Prilavok.Server.Host;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Kit;

/// <summary>The real executable in a process of its own, on a database it has to itself. It listens elsewhere after every start.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly StoreFixture _store;
    private readonly DirectoryInfo _folder;
    private readonly bool _isFurther;
    private readonly StringBuilder _output = new();
    private readonly Dictionary<string, string> _environment;
    private Process? _process;
    private TaskCompletionSource<Uri> _listening = NewSource();

    /// <param name="store">Opened; closed with this.</param>
    /// <param name="environment">As <c>PRILAVOK__WEBHOOKS__TIMEOUT</c>.</param>
    public ServerProcess(StoreFixture store, params (string Name, string Value)[] environment)
        : this(store, Directory.CreateTempSubdirectory("prilavok-process-"), isFurther: false, environment.ToDictionary(variable => variable.Name, variable => variable.Value))
    {
    }

    private ServerProcess(StoreFixture store, DirectoryInfo folder, bool isFurther, Dictionary<string, string> environment)
    {
        (_store, _folder, _isFurther, _environment) = (store, folder, isFurther, environment);
        Http = new HttpClient(new SocketsHttpHandler { ConnectCallback = DialAsync })
        {
            BaseAddress = new Uri("http://localhost/"),
            Timeout = TimeSpan.FromMinutes(10),
        };
    }

    /// <summary>Reaches whichever process runs now, and waits for one while none does.</summary>
    public HttpClient Http { get; }

    public Uri Url => _listening.Task.IsCompletedSuccessfully ? _listening.Task.GetAwaiter().GetResult() : throw new InvalidOperationException("It does not run.");

    /// <summary>All it has said.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>One more process on the same database with the same keys and options, not started. To be closed before this one.</summary>
    public ServerProcess AddNode() => new(_store, _folder, isFurther: true, _environment);

    /// <summary>One more process on the same database, with a folder of its own. To be closed before this one.</summary>
    /// <param name="environment">In place of this one's.</param>
    public ServerProcess AddNodeElsewhere(params (string Name, string Value)[] environment) => new(
        _store, Directory.CreateTempSubdirectory("prilavok-node-"), isFurther: true, environment.ToDictionary(variable => variable.Name, variable => variable.Value));

    /// <summary>The data folder; of a node on SQLite it holds the database.</summary>
    public string Data => _store is PostgreSqlFixture ? _folder.FullName : _store.Settings["Prilavok:Data"]!;

    public int ProcessId => _process!.Id;

    /// <summary>Starts it, on loopback unless the options say otherwise, and waits until it listens.</summary>
    public async Task StartAsync(params string[] options)
    {
        string[] urls = options.Contains("--urls") ? [] : ["--urls", "http://127.0.0.1:0"];
        Launch(["--no-demo", .. urls, .. options]);
        var ended = _process!.WaitForExitAsync();
        if (await Task.WhenAny(_listening.Task, ended).WaitAsync(Patience, TimeProvider.System) == ended)
        {
            Assert.Fail($"The server ended with {_process.ExitCode}: {Output}");
        }
    }

    /// <summary>Starts it with what it must not accept.</summary>
    /// <returns>How it ended.</returns>
    public Task<int> RunAsync(params string[] options)
    {
        Launch(options);
        return EndAsync();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _listening = NewSource();
        _process!.Kill();
        await EndAsync();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>How it ended.</returns>
    public async Task<int> TerminateAsync()
    {
        _listening = NewSource();
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await EndAsync();
        }

        _process?.Dispose();
        if (!_isFurther)
        {
            await _store.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }

    private void Launch(string[] options)
    {
        _process?.Dispose();
        var settings = _store.Settings;
        string[] storage = _store is PostgreSqlFixture
            ? ["--data", _folder.FullName, "--postgres", settings["Prilavok:Postgres"]!]
            : ["--data", settings["Prilavok:Data"]!];
        var start = new ProcessStartInfo("dotnet", [typeof(PrilavokHost).Assembly.Location, .. storage, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = _folder.FullName,
        };
        start.Environment["Logging__LogLevel__Default"] = "Error";
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Hear(string? line)
    {
        const string Listens = "Prilavok listens on ";
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.StartsWith(Listens, StringComparison.Ordinal) is true)
        {
            _listening.TrySetResult(new Uri(line[Listens.Length..]));
        }
    }

    private async Task<int> EndAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        return _process.ExitCode;
    }

    private async ValueTask<Stream> DialAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var url = await _listening.Task.WaitAsync(ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, url.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static TaskCompletionSource<Uri> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
