using System.Collections.Concurrent;
using System.Security.Cryptography;
using Prilavok.Core.Access;
using Prilavok.Core.Log;

namespace Prilavok.Server.Hosting;

/// <summary>
/// Lists as they were answered, for as long as nothing was appended to the owner's log: asked again, the same bytes go out, or
/// only word that they are the same.
/// </summary>
internal sealed class RenderedLists(OwnerSignal signal, TimeProvider clock)
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Bounds how old an answer can be when word of another node's change is lost.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private long _bytes;

    /// <param name="render">Writes the list; false when there is none and it has answered that itself.</param>
    public Task AnswerAsync(HttpContext http, Grant.OfApp app, Func<ListBody, Task<bool>> render)
    {
        var key = new Key(
            app.OwnerId, app.AppId, http.Request.Address(), http.Request.Path.Value ?? "", http.Request.QueryString.Value ?? "", MediaTypes.OfAnswer(http));
        var version = signal.VersionOf(app.OwnerId);
        return _entries.TryGetValue(key, out var known) && known.Version == version && known.Until > clock.GetUtcNow()
            ? AnswerAsync(http, key.MediaType, known)
            : RenderAsync(http, key, version, render);
    }

    private async Task RenderAsync(HttpContext http, Key key, long version, Func<ListBody, Task<bool>> render)
    {
        using var body = new ListBody(http, key.MediaType);
        if (!await render(body))
        {
            return;
        }

        if (body.IsSent)
        {
            await body.SendAsync();
            return;
        }

        var bytes = body.Held.ToArray();
        var entry = new Entry(bytes, TagOf(bytes), version, clock.GetUtcNow() + MaxAge);
        Keep(key, entry);
        await AnswerAsync(http, key.MediaType, entry);
    }

    private void Keep(Key key, Entry entry)
    {
        if (Interlocked.Add(ref _bytes, entry.Body.Length) > MostBytes)
        {
            _entries.Clear();
            Interlocked.Exchange(ref _bytes, entry.Body.Length);
        }

        _entries.AddOrUpdate(
            key,
            entry,
            (_, former) =>
            {
                Interlocked.Add(ref _bytes, -former.Body.Length);
                return entry;
            });
    }

    private static Task AnswerAsync(HttpContext http, string mediaType, Entry entry)
    {
        http.Response.Headers.ETag = entry.Tag;
        if (http.Request.Headers.IfNoneMatch is { Count: > 0 } known && known.ToString().Contains(entry.Tag, StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return Json.WriteAsync(http, StatusCodes.Status200OK, entry.Body, mediaType);
    }

    private static string TagOf(ReadOnlySpan<byte> body) => $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";

    /// <param name="Address">Lists may hold addresses of this cloud.</param>
    private readonly record struct Key(string OwnerId, string AppId, string Address, string Path, string Query, string MediaType);

    private sealed record Entry(byte[] Body, string Tag, long Version, DateTimeOffset Until);
}
