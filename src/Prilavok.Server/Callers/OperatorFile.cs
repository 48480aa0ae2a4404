using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Prilavok.Server.Folders;
using Prilavok.Server.Http;
using Prilavok.Storage;

namespace Prilavok.Server.Callers;

/// <summary>
/// Where a command on this machine finds the running server and the key to it: <c>operator.json</c> in the data folder, readable by its
/// owner alone, there as long as the server runs.
/// </summary>
internal sealed partial class OperatorFile(
    IServer server, OperatorKey key, IOptions<StorageOptions> options, ILogger<OperatorFile> log) : IHostedLifecycleService
{
    public const string Name = "operator.json";

    private readonly string _path = Path.Combine(options.Value.Data, Name);

    /// <summary>The first address at which this machine reaches the server; null where it listens nowhere.</summary>
    private string? Url => server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(ReachedFromHere).FirstOrDefault();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (Url is { } url)
        {
            try
            {
                Write(url);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                SayUnwritten(log, _path, e.Message);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(_path) && (await File.ReadAllTextAsync(_path, CancellationToken.None)).Contains(key.Text, StringComparison.Ordinal))
            {
                File.Delete(_path); // Another node may have the folder too, and have written since.
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            SayUnwritten(log, _path, e.Message); // A key that no process knows opens nothing.
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An address that stands for all of them is reached at loopback.</summary>
    private static string ReachedFromHere(string address)
    {
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return $"{binding.Scheme}://{host}:{binding.Port}";
    }

    private void Write(string url)
    {
        var text = Json.Render(json =>
        {
            json.WriteStartObject();
            json.WriteString("url", url);
            json.WriteString("key", key.Text);
            json.WriteNumber("process", Environment.ProcessId);
            json.WriteEndObject();
        });
        OwnFiles.Write(_path, Encoding.UTF8.GetString(text.Span), replace: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} could not be kept: {Reason} Commands for the running server find it by that file.")]
    private static partial void SayUnwritten(ILogger logger, string path, string reason);
}
