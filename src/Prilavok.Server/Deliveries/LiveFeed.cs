using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Publishing;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Deliveries;

/// <summary>
/// Keeps a live stream open: attempts at deliveries as they are kept, and where its reader stands in for the service, the requests
/// that wait for an answer. It ends with the client, the server or the app.
/// </summary>
internal sealed class LiveFeed(
    IStorage storage, IAttempts attempts, IForwards forwards, IApps apps, IAudit audit, StandIns standIns, LiveWriter writer, LaneSignal lanes,
    ForwardSignal signal, Guard guard, IHostApplicationLifetime life, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(15);

    /// <summary>Outlasts two beats: one may be late.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(40);

    /// <summary>Then it is looked what else there is to tell.</summary>
    private const int MostAttempts = 50;

    /// <param name="forward">What the reader stands in for; null where it only looks on.</param>
    public async Task RunAsync(HttpContext http, App app, LiveQuery query, AttemptMark? after, Forward? forward)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        using var beats = new PeriodicTimer(BeatEvery, clock);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = MediaTypes.Events;
        http.Response.Headers.CacheControl = "no-store";
        if (http.IsHead())
        {
            return;
        }

        try
        {
            var follow = await FollowAttempts.BeginAsync(storage, attempts, clock, query, after, stop.Token);
            if (forward is not null)
            {
                await BeginAsync(app, forward, stop.Token);
            }

            await LiveWriter.OpenAsync(http, app.Id, forward);
            await PumpAsync(http, app, follow, forward, beats, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how streams end.
        }
        finally
        {
            if (forward is not null)
            {
                await EndAsync(app, forward);
            }
        }
    }

    private async Task PumpAsync(HttpContext http, App app, FollowAttempts follow, Forward? forward, PeriodicTimer beats, CancellationToken ct)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        var beat = beats.WaitForNextTickAsync(ct).AsTask();
        while (true)
        {
            var bell = Task.WhenAny(lanes.Settled, signal.Due, beat);
            if (forward is not null)
            {
                await TellRequestsAsync(http, forward, told, ct);
            }

            var isMore = await TellAttemptsAsync(http, follow, ct);
            if (beat.IsCompleted)
            {
                beat = beats.WaitForNextTickAsync(ct).AsTask();
                await LiveWriter.BeatAsync(http);
                if (await storage.ReadAsync(s => apps.FindAsync(s, app.Id), ct) is null || !await MayListenAsync(http, ct))
                {
                    return;
                }

                await RenewAsync(forward, ct);
            }

            if (!isMore && !beat.IsCompleted)
            {
                await ((Task)bell).WaitAsync(options.Value.PollInterval, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            ct.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A token that was taken back, or is over, opens nothing for longer than a beat.</summary>
    private ValueTask<bool> MayListenAsync(HttpContext http, CancellationToken ct) =>
        guard.StillLetsInAsync(http, http.Features.GetRequiredFeature<Grant.OfPerson>(), ct);

    private async Task TellRequestsAsync(HttpContext http, Forward forward, HashSet<string> told, CancellationToken ct)
    {
        var waiting = await storage.ReadAsync(s => forwards.WaitingAsync(s, forward), ct);
        foreach (var request in waiting.Where(request => told.Add(request.Id)))
        {
            await LiveWriter.WriteAsync(http, request, OwnAppGate.ShowsSecrets(http));
        }

        told.IntersectWith(waiting.Select(request => request.Id));
    }

    /// <returns>True when there may be more.</returns>
    private async Task<bool> TellAttemptsAsync(HttpContext http, FollowAttempts follow, CancellationToken ct)
    {
        var count = 0;
        await foreach (var live in follow.LookAsync(ct))
        {
            await writer.WriteAsync(http, live, ct);
            if (++count == MostAttempts)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns when every node knows that the stream stands in: what happens from now on goes through it.</summary>
    private async Task BeginAsync(App app, Forward forward, CancellationToken ct)
    {
        await storage.WriteAsync(
            async work =>
            {
                await forwards.SweepAsync(work, clock.GetUtcNow());
                await forwards.KeepAsync(work, forward, clock.GetUtcNow() + Lease);
                await audit.AddAsync(work, app.Id, EntryOf(app, forward, "began to forward"));
                return true;
            },
            ct);
        standIns.Forget();
        if (!storage.IsAlone)
        {
            await Task.Delay(StandIns.Remembered, clock, ct);
        }
    }

    private async Task RenewAsync(Forward? forward, CancellationToken ct)
    {
        if (forward is not null)
        {
            await storage.WriteAsync(
                async work =>
                {
                    await forwards.KeepAsync(work, forward, clock.GetUtcNow() + Lease);
                    return true;
                },
                ct);
        }
    }

    private async Task EndAsync(App app, Forward forward)
    {
        await storage.WriteAsync(
            async work =>
            {
                await forwards.CloseAsync(work, forward);
                if (await apps.FindAsync(work, app.Id) is not null)
                {
                    await audit.AddAsync(work, app.Id, EntryOf(app, forward, "ceased to forward"));
                }

                work.AfterCommit(standIns.Forget);
                return true;
            },
            CancellationToken.None);
    }

    private AuditEntry EntryOf(App app, Forward forward, string what) =>
        new(clock.GetUtcNow(), app.PublisherId, $"{what} deliveries of {forward.OwnerId ?? "all owners"} to a stream");
}
