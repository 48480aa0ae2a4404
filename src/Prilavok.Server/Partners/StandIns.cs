using System.Collections.Frozen;
using System.Net;
using System.Text;
using Prilavok.Core;
using Prilavok.Core.Delivery;

namespace Prilavok.Server.Partners;

/// <summary>
/// The transport to streams that stand in for services. A request lies in the storage until it is answered, so it does not matter
/// which node sends it, which holds the stream, and which is told the answer.
/// </summary>
internal sealed class StandIns(IStorage storage, IForwards forwards, ForwardSignal signal, Ids ids, TimeProvider clock) : IDisposable
{
    /// <summary>For so long a node may not know that a stream was opened or closed at another one.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _reading = new(1);
    /// <summary>What an answer says of its bytes does not hold for the text it is handed over as.</summary>
    private static readonly FrozenSet<string> Undone =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Content-Type", "Content-Encoding", "Content-Length", "Transfer-Encoding");

    private Known? _known;
    private int _version;

    public void Dispose() => _reading.Dispose();

    /// <summary>A stream was opened or closed here.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _version);
        Volatile.Write(ref _known, null);
    }

    /// <returns>The stream that stands in for the service of the app; null where it is called itself.</returns>
    public async ValueTask<Forward?> FindAsync(string appId, string ownerId, CancellationToken ct) =>
        (await OpenAsync(ct)).FirstOrDefault(forward => forward.Covers(appId, ownerId));

    /// <summary>Hands the request over and waits for the answer, for as long as the caller would wait for the service.</summary>
    public async Task<HttpResponseMessage> SendAsync(Forward stream, string ownerId, HttpRequestMessage request, CancellationToken ct)
    {
        var body = request.Content is null ? "" : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(ct));
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .Select(header => new ForwardedHeader(header.Key, string.Join(", ", header.Value)));
        var asked = new ForwardedRequest(
            ownerId, ids.NewUuid(), stream.AppId, stream.StreamId, request.Method.Method, request.RequestUri!.AbsoluteUri, [.. headers], body);
        await storage.WriteAsync(ownerId, work => DoneAsync(forwards.AddAsync(work, asked)), ct);
        try
        {
            return await AnswerAsync(stream, asked, ct);
        }
        finally
        {
            await storage.WriteAsync(ownerId, work => DoneAsync(forwards.RemoveAsync(work, asked.Id)), CancellationToken.None);
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(Forward stream, ForwardedRequest asked, CancellationToken ct)
    {
        while (true)
        {
            var settled = signal.Settled;
            var isOpen = (await OpenAsync(ct)).Any(open => open.StreamId == stream.StreamId);
            if (await storage.ReadAsync(s => forwards.FindAnswerAsync(s, asked.OwnerId, asked.Id), ct) is { } answer)
            {
                return ResponseOf(answer);
            }

            if (!isOpen)
            {
                throw new HttpRequestException("the stream that deliveries were forwarded to was closed");
            }

            await settled.WaitAsync(Remembered, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
        }
    }

    private static HttpResponseMessage ResponseOf(ForwardedAnswer answer)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Body)) };
        foreach (var header in answer.Headers.Where(header => !Undone.Contains(header.Name)))
        {
            if (!response.Headers.TryAddWithoutValidation(header.Name, header.Value))
            {
                response.Content.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        return response;
    }

    private async ValueTask<IReadOnlyList<Forward>> OpenAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref _known) is { } known && known.Until > clock.GetUtcNow())
        {
            return known.Open;
        }

        await _reading.WaitAsync(ct);
        try
        {
            var (version, now) = (Volatile.Read(ref _version), clock.GetUtcNow());
            if (Volatile.Read(ref _known) is { } read && read.Until > now)
            {
                return read.Open;
            }

            var found = new Known(now + Remembered, await storage.ReadAsync(s => forwards.OpenAsync(s, now), ct));
            Volatile.Write(ref _known, found);
            if (Volatile.Read(ref _version) != version)
            {
                Volatile.Write(ref _known, null);
            }

            return found.Open;
        }
        finally
        {
            _reading.Release();
        }
    }

    private static async Task<bool> DoneAsync(Task task)
    {
        await task;
        return true;
    }

    private sealed record Known(DateTimeOffset Until, IReadOnlyList<Forward> Open);
}
