using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>
/// Where the server listens, asked of the server itself once it does, for there are many ways to tell it. What depends on it waits until
/// then. Listening where others can reach it is a deliberate act: without the administrator's password the start fails.
/// </summary>
internal sealed class Listening(IServer server, IOptions<ServerOptions> options) : IHostedLifecycleService
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>As <see cref="HasSandboxAsync"/>, once the server listens.</summary>
    public bool HasSandbox => options.Value.Sandbox ?? Array.TrueForAll(Addresses(), IsOfThisMachine);

    /// <summary>True where <c>/sandbox</c> is served: as it was said, or else where nobody but this machine reaches the server.</summary>
    public async ValueTask<bool> HasSandboxAsync(CancellationToken ct)
    {
        if (options.Value.Sandbox is null)
        {
            await _started.Task.WaitAsync(ct);
        }

        return HasSandbox;
    }

    /// <param name="address">As <c>http://127.0.0.1:5080</c>. What is not understood may lead anywhere.</param>
    public static bool IsOfThisMachine(string address)
    {
        try
        {
            var bound = BindingAddress.Parse(address.Trim());
            return bound.IsUnixPipe || bound.IsNamedPipe || bound.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(bound.Host, out var ip) && IPAddress.IsLoopback(ip));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public static string NeedsPassword(string address) =>
        $"{address}: listening where others can reach it needs --admin-password (Prilavok:AdminPassword).";

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.AdminPassword is not { Length: > 0 } && Array.Find(Addresses(), address => !IsOfThisMachine(address)) is { } open)
        {
            throw new OptionsValidationException(nameof(ServerOptions), typeof(ServerOptions), [$"The server would listen on {NeedsPassword(open)}"]);
        }

        _started.SetResult();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string[] Addresses() => server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToArray();

    /// <summary>What is known to be open to others need not be opened first. Where <c>Kestrel:Endpoints</c> are named, they count alone.</summary>
    internal sealed class Validator(IConfiguration configuration) : IValidateOptions<ServerOptions>
    {
        public ValidateOptionsResult Validate(string? name, ServerOptions options) =>
            options.AdminPassword is { Length: > 0 }
            || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any()
            || Array.Find(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries), url => !IsOfThisMachine(url)) is not { } open
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Prilavok:Urls is {NeedsPassword(open)}");
    }
}
