using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Prilavok.Testing;

/// <summary>A third-party service on a port of its own: keeps what it is sent, answers as it is told, and 200 when it is told nothing.</summary>
public sealed class PartnerService : IAsyncDisposable
{
    /// <summary>Given to every owner who signs in.</summary>
    public const string UserToken = "user-token-1";

    /// <summary>Only a test that waits for what never comes waits this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly List<Received> _received = [];
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<Received, Reply>> _scripts = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly WebApplication _app;
    private TaskCompletionSource _changed = New();

    private PartnerService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(TakeAsync);
        On("/api/v1/user/verify", SignIn);
        On("/api/v1/user/create", SignIn);
    }

    /// <summary>Address without a slash at the end.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Everything so far, in the order of arrival.</summary>
    public IReadOnlyList<Received> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    public static async Task<PartnerService> StartAsync()
    {
        var partner = new PartnerService();
        await partner._app.StartAsync();
        return partner;
    }

    /// <summary>How requests to a path are answered from now on; <see cref="Received.Call"/> counts them.</summary>
    public void On(string path, Func<Received, Reply> script)
    {
        lock (_lock)
        {
            _scripts[path] = script;
        }
    }

    public IReadOnlyList<Received> At(string path) => [.. Received.Where(received => received.Path == path)];

    /// <summary>Waits until what was received, and how far it was answered, meets a condition; fails loudly when it never does.</summary>
    /// <param name="what">The condition, for whoever reads the failure.</param>
    public async Task<IReadOnlyList<Received>> WaitAsync(string what, Func<IReadOnlyList<Received>, bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            var received = Received;
            if (condition(received))
            {
                return received;
            }

            try
            {
                // Requests about something else must not prolong this without end.
                var isLate = TimeProvider.System.GetElapsedTime(began) > Longest;
                await changed.WaitAsync(isLate ? TimeSpan.Zero : Patience, TimeProvider.System);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"Waited in vain for {what}. Received: {string.Join("; ", received.Select(r => $"{r.Method} {r.Path} → {r.Answered}"))}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _app.DisposeAsync();
        _closing.Dispose();
    }

    private static Reply SignIn(Received received) => new(
        200, JsonSerializer.Serialize(new { userUuid = (string?)received.Json["userUuid"], hasBilling = false, token = UserToken }));

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        var (received, reply) = Keep(http.Request, body);
        if (reply.After is { } after)
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, http.RequestAborted);
            await after.WaitAsync(gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (gone.IsCancellationRequested)
            {
                received.Leave();
                http.Abort();
                return;
            }
        }

        // Told before it is sent: whoever sees the effect of the answer finds it here.
        received.Answered = reply.Status;
        Ring();
        http.Response.StatusCode = reply.Status;
        if (reply.Location is not null)
        {
            http.Response.Headers.Location = reply.Location;
        }

        if (reply.RetryAfter is not null)
        {
            http.Response.Headers.RetryAfter = reply.RetryAfter;
        }

        // Writing, be it nothing, to an answer that may have no body breaks the connection off, and with it whatever is sent on it next.
        http.Response.ContentType = reply.ContentType;
        http.Response.Headers.ContentEncoding = reply.ContentEncoding;
        if (reply.Bytes is { Length: > 0 } bytes)
        {
            await http.Response.Body.WriteAsync(bytes);
        }
        else if (reply.Body.Length > 0)
        {
            await http.Response.WriteAsync(reply.Body);
        }
    }

    private (Received Received, Reply Reply) Keep(HttpRequest request, string body)
    {
        Received received;
        Func<Received, Reply>? script;
        lock (_lock)
        {
            var path = request.Path + request.QueryString.ToString();
            var call = _calls[path] = _calls.GetValueOrDefault(path) + 1;
            received = new Received(
                request.Method,
                path,
                call,
                request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body);
            _received.Add(received);
            script = _scripts.GetValueOrDefault(path);
        }

        Ring();
        return (received, script?.Invoke(received) ?? Reply.Ok);
    }

    private void Ring() => Interlocked.Exchange(ref _changed, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
