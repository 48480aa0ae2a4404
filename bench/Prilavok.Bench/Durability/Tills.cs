using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Prilavok.Bench.Durability;

/// <summary>
/// Terminals that sell without a break. What is not answered they send again, to the next node if there is one, as a terminal behind
/// a load balancer does.
/// </summary>
internal sealed class Tills(IReadOnlyList<Owner> owners, IReadOnlyList<Uri> nodes) : IDisposable
{
    /// <summary>A terminal that is not answered for so long will never be.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { Timeout = TimeSpan.FromSeconds(15) };
    private readonly ConcurrentDictionary<string, long> _answered = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly CancellationTokenSource _abandon = new();
    private volatile bool _isClosing;
    private Task _running = Task.CompletedTask;
    private int _resent;
    private int _busy;

    /// <summary>Every document that was answered, and when by <see cref="Stopwatch"/>.</summary>
    public IReadOnlyDictionary<string, long> Answered => _answered;

    public IReadOnlyList<Owner> Owners => owners;

    /// <summary>Requests without an answer.</summary>
    public int Resent => Volatile.Read(ref _resent);

    /// <summary>Requests that were answered 503: the server lives, its storage does not.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <summary>Answers that no terminal may get.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <param name="pause">Of each terminal between two documents.</param>
    public void Start(TimeSpan pause)
    {
        var number = 0;
        _running = Task.WhenAll(owners.SelectMany(owner => owner.TillTokens)
            .Select(token => (Token: token, Number: number++))
            .Select(till => Task.Run(() => SellAsync(till.Token, till.Number, pause, _abandon.Token), _abandon.Token)));
    }

    /// <summary>Waits until so many more documents are answered.</summary>
    public async Task WaitForMoreAsync(int count, CancellationToken ct)
    {
        var goal = _answered.Count + count;
        while (_answered.Count < goal)
        {
            if (_running.IsCompleted)
            {
                await _running;
                throw new InvalidOperationException("The terminals have stopped.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ct);
        }
    }

    /// <summary>Lets every terminal bring home what it has begun.</summary>
    public async Task CloseAsync()
    {
        _isClosing = true;
        try
        {
            await _running.WaitAsync(Patience, TimeProvider.System, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            _faults.Enqueue("a terminal was not answered any more");
            await _abandon.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _abandon.Dispose();
    }

    private async Task SellAsync(string token, int number, TimeSpan pause, CancellationToken ct)
    {
        var receipt = new SampleReceipt(number);
        var node = number;
        while (!_isClosing)
        {
            var body = receipt.Next().ToArray();
            while (!await BringAsync(token, body, receipt.Id, nodes[node % nodes.Count], ct))
            {
                node++;
                await Task.Delay(Breath, TimeProvider.System, ct);
            }

            _answered[receipt.Id] = Stopwatch.GetTimestamp();
            await Task.Delay(pause, TimeProvider.System, ct);
        }
    }

    /// <returns>True once it is known to be kept.</returns>
    private async Task<bool> BringAsync(string token, byte[] body, string id, Uri node, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node, "/terminal/v1/documents")) { Content = new ByteArrayContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await _http.SendAsync(request, ct);
            var said = await answer.Content.ReadAsStringAsync(ct);
            switch ((int)answer.StatusCode)
            {
                case 200 when Holds(said, id):
                    return true;
                case 503:
                    Interlocked.Increment(ref _busy);
                    return false;
                default:
                    _faults.Enqueue($"{(int)answer.StatusCode} {said}");
                    return false;
            }
        }
        catch (Exception e) when ((e is HttpRequestException or IOException or TaskCanceledException) && !ct.IsCancellationRequested)
        {
            Interlocked.Increment(ref _resent); // Whether it was kept is not known.
            return false;
        }
    }

    private static bool Holds(string said, string id)
    {
        using var taken = JsonDocument.Parse(said);
        return taken.RootElement.GetProperty("accepted").EnumerateArray()
            .Concat(taken.RootElement.GetProperty("duplicates").EnumerateArray())
            .Any(kept => kept.GetString() == id);
    }
}
