using System.Collections.Concurrent;
using System.IO.Hashing;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Log;
using Prilavok.Server.Http;

namespace Prilavok.Server.Lists;

/// <summary>
/// Lists as they were answered, for as long as nothing was appended to the owner's log: asked again, the same bytes go out, or
/// only word that they are the same.
/// </summary>
internal sealed class RenderedLists(
    IStorage storage, IEventLog log, OwnerSignal signal, EntityTags tags, ListPlaces places, TimeProvider clock)
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>However that may come about, no answer is older.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private long _bytes;

    /// <param name="render">Writes the list; false when there is none and it has answered that itself.</param>
    /// <param name="terms">What decides, beside the path and the caller, how a row is shown.</param>
    public async Task AnswerAsync(HttpContext http, Grant.OfApp app, Func<ListBody, Task<bool>> render, object? terms = null)
    {
        var key = new Key(
            app.OwnerId, app.AppId, http.Request.Address(), http.Request.Path.Value ?? "", http.Request.QueryString.Value ?? "",
            MediaTypes.OfAnswer(http), terms);
        var version = await VersionAsync(app.OwnerId, http.RequestAborted);
        var known = _entries.GetValueOrDefault(key);
        await (known is not null && known.Version == version && known.Until > clock.GetUtcNow() && (
            known.Rows is not null || EntityTags.IsKnown(http.Request, known.Tag))
            ? AnswerAsync(http, key.MediaType, known, known.Body)
            : RenderAsync(http, app, key, version, known, render));
    }

    /// <summary>
    /// Who wrote at one node and asks at another must find it there, and word of it may be slower than he is: of several nodes each looks
    /// where the log ends.
    /// </summary>
    private ValueTask<LogVersion> VersionAsync(string ownerId, CancellationToken ct) =>
        storage.IsAlone ? new(new LogVersion(signal.VersionOf(ownerId))) : new(storage.ReadAsync(s => log.VersionAsync(s, ownerId), ct));

    private async Task RenderAsync(HttpContext http, Grant.OfApp app, Key key, LogVersion version, Entry? former, Func<ListBody, Task<bool>> render)
    {
        if (await places.EnterAsync(http, app) is not { } place)
        {
            return;
        }

        using var left = place;
        using var body = new ListBody(http, key.MediaType, former?.Rows);
        if (!await render(body))
        {
            return;
        }

        if (body.IsSent)
        {
            await body.SendAsync();
            return;
        }

        // Who asks once may be walking over all pages there are: bytes are kept for whoever asks again.
        var rows = former is null ? null : body.Keep();
        var entry = new Entry(rows, TagOf(body.Held.Span), version, clock.GetUtcNow() + MaxAge, sizeof(char) * (key.Path.Length + key.Query.Length));
        Keep(key, entry);
        if (rows is not null)
        {
            body.Dispose(); // What is kept is sent: one copy for all who read it, however slowly.
        }

        await AnswerAsync(http, key.MediaType, entry, rows?.Body ?? body.Held);
    }

    private void Keep(Key key, Entry entry)
    {
        if (Interlocked.Add(ref _bytes, entry.Size) > MostBytes)
        {
            _entries.Clear();
            Interlocked.Exchange(ref _bytes, entry.Size);
        }

        _entries.AddOrUpdate(
            key,
            entry,
            (_, former) =>
            {
                Interlocked.Add(ref _bytes, -former.Size);
                return entry;
            });
    }

    private Task AnswerAsync(HttpContext http, string mediaType, Entry entry, ReadOnlyMemory<byte> body)
    {
        tags.Tell(http, entry.Tag);
        if (EntityTags.IsKnown(http.Request, entry.Tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return Json.WriteAsync(http, StatusCodes.Status200OK, body, mediaType);
    }

    /// <summary>Nobody gains by two lists with one tag, so what is quick to compute will do.</summary>
    private static string TagOf(ReadOnlySpan<byte> body) => $"\"{Convert.ToHexStringLower(XxHash128.Hash(body))}\"";

    /// <param name="Address">Lists may hold addresses of this cloud.</param>
    private readonly record struct Key(string OwnerId, string AppId, string Address, string Path, string Query, string MediaType, object? Terms);

    /// <param name="Rows">Null where only the tag is remembered.</param>
    /// <param name="KeySize">Bytes of the address, which may be long.</param>
    private sealed record Entry(RenderedRows? Rows, string Tag, LogVersion Version, DateTimeOffset Until, int KeySize)
    {
        private const int Overhead = 500;

        public ReadOnlyMemory<byte> Body => Rows?.Body ?? default;

        public long Size => Overhead + KeySize + (Rows?.Size ?? 0);
    }
}
