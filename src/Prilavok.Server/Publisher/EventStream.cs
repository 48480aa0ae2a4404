using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Feed;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Publisher;

/// <summary>
/// Events line by line over a connection that stays open: word that it begins, what has happened since the time asked for, then
/// everything as it happens, and a sign of life every half minute.
/// </summary>
internal sealed class EventStream(FollowEvents follow, EventWriter writer, Guard guard, IHostApplicationLifetime life, Ids ids, TimeProvider clock)
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(30);

    /// <summary>Ends when the client goes, the server stops, the owner has the app no more, or the token opens it no more.</summary>
    public async Task WriteAsync(HttpContext http, EventQuery query, LogPosition after, Grant grant)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        using var pings = new PeriodicTimer(PingEvery, clock);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = MediaTypes.Stream;
        if (http.IsHead())
        {
            return;
        }

        try
        {
            await WriteSystemAsync(http, "initialized", stop.Token);
            await PumpAsync(http, query, after, grant, pings, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how streams end.
        }
    }

    private async Task PumpAsync(
        HttpContext http, EventQuery query, LogPosition after, Grant grant, PeriodicTimer pings, CancellationTokenSource stop)
    {
        var ct = stop.Token;
        var words = EventWords.Of(http);
        await using var events = follow.HandleAsync(query, after, ct).GetAsyncEnumerator(ct);
        var ping = pings.WaitForNextTickAsync(ct).AsTask();
        var next = events.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                // The ping first: who always has another event must be asked again too.
                if (ping.IsCompleted || await Task.WhenAny(next, ping) == ping)
                {
                    await ping;
                    if (!await guard.StillLetsInAsync(http, grant, ct))
                    {
                        return;
                    }

                    await WriteSystemAsync(http, "ping", ct);
                    ping = pings.WaitForNextTickAsync(ct).AsTask();
                }
                else if (await next)
                {
                    await WriteAsync(http, await writer.RenderAsync(events.Current, query.AppId, words, ct), ct);
                    next = events.MoveNextAsync().AsTask();
                }
                else
                {
                    return;
                }
            }
        }
        finally
        {
            // The log cannot be let go while it is asked for more.
            await stop.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task WriteSystemAsync(HttpContext http, string action, CancellationToken ct) => WriteAsync(
        http,
        [
            Json.Render(json =>
            {
                json.WriteStartObject();
                json.WriteString("id", ids.NewUuid());
                json.WriteString("type", "system");
                json.WriteString("action", action);
                json.WriteEndObject();
            }),
        ],
        ct);

    private static async Task WriteAsync(HttpContext http, IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken ct)
    {
        foreach (var line in lines)
        {
            http.Response.BodyWriter.Write(line.Span);
            http.Response.BodyWriter.Write("\n"u8);
        }

        await http.Response.BodyWriter.FlushAsync(ct);
    }
}
