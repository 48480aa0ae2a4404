using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>Sends what a replay is about, lane after lane, no faster than it was wanted. How far it has come is kept after each request.</summary>
internal sealed partial class ReplayRunner(
    IStorage storage, IReplays replays, IInstallations installations, IOwners owners, IAttempts attempts, ReplayWalk walk, Packer packer,
    WebhookSender sender, DeliveryWatch watch, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<ReplayRunner> logger)
{
    /// <summary>At one request; then its events are given up.</summary>
    private const int MostAttempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(Replay replay, CancellationToken ct)
    {
        var fault = (string?)null;
        foreach (var lane in await storage.ReadAsync(s => replays.LanesAsync(s, replay), ct))
        {
            try
            {
                if (await walk.AppOfAsync(lane.Key, ct) is { } app && !await RunAsync(replay, Turned(app, replay, lane.Key.Channel), lane, ct))
                {
                    return; // Stopped, or another's.
                }
            }
            catch (OwnerUnknownException)
            {
                // The owner was removed meanwhile; the others are not.
            }
            catch (Exception e) when (e is not (OperationCanceledException or StorageUnavailableException))
            {
                Log.LaneFailed(logger, e, replay.Id, lane.Key.OwnerId, lane.Key.AppId, Channels.NameOf(lane.Key.Channel));
                fault = $"the {Channels.NameOf(lane.Key.Channel)} of {lane.Key.OwnerId} could not be gone on with: {FaultWords.Of(e)}";
            }
        }

        await storage.WriteAsync(
            async work =>
            {
                await replays.FinishAsync(work, replay, fault);
                return true;
            },
            CancellationToken.None);
    }

    /// <summary>The app with the address the replay goes to.</summary>
    private static App Turned(App app, Replay replay, Channel channel) => replay.Order.Url is { } url && app.Settings.Urls.ContainsKey(channel)
        ? app with { Settings = app.Settings with { Urls = new Dictionary<Channel, string>(app.Settings.Urls) { [channel] = url } } }
        : app;

    /// <returns>False when it was stopped, or is another's by now.</returns>
    private async Task<bool> RunAsync(Replay replay, App app, ReplayLane lane, CancellationToken ct)
    {
        await foreach (var step in walk.StepsAsync(replay.Order, lane, ct))
        {
            for (var rest = step.Events; rest.Count > 0;)
            {
                var installation = await storage.ReadAsync(s => installations.FindAsync(s, lane.Key.OwnerId, app.Id), ct);
                var owner = await storage.ReadAsync(s => owners.FindAsync(s, lane.Key.OwnerId), ct);
                if (owner is null || packer.Pack(new ClaimedLane(lane.Key, 0, rest[0].Seq - 1, null, 0), app, installation, rest) is not { } parcel)
                {
                    return true; // Nobody is there any more to be told of.
                }

                var told = rest.Count(e => e.Seq <= parcel.LastSeq);
                var started = clock.GetTimestamp();
                if (!await SendAsync(replay, lane.Key, parcel, told, owner, ct))
                {
                    return false;
                }

                if (!await RestAsync(replay, lane.Key, parcel.LastSeq, told, clock.GetElapsedTime(started), ct))
                {
                    return false;
                }

                rest = [.. rest.Skip(told)];
            }

            // A long way without anything to send takes time too.
            if (!await KeepAsync(replay, lane.Key, step.End))
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>False when the replay was stopped, or is another's by now.</returns>
    private async Task<bool> SendAsync(Replay replay, LaneKey lane, Parcel parcel, int told, Owner owner, CancellationToken ct)
    {
        for (var number = 1; ; number++)
        {
            var at = clock.GetUtcNow() + owner.ClockOffset;
            var id = parcel.DeliveryId(lane);
            var request = replay.Order.Url is null ? parcel.Request : parcel.Request with { AppId = null };
            var result = await SendAsync(lane, parcel with { Request = request }, owner, id, number, at, ct);
            var isOver = result.Error is null || result.IsUnwritten || number == MostAttempts;
            var goesOn = await storage.WriteAsync(
                lane.OwnerId,
                async work =>
                {
                    await attempts.AddAsync(
                        work,
                        lane,
                        [
                            new Attempt(id, parcel.FirstSeq, parcel.LastSeq, number, at, result.Took, result.Status, result.Error)
                            {
                                Url = result.IsUnwritten ? null : parcel.Request.Url,
                                Response = result.Response,
                                Timings = result.Timings,
                            },
                        ]);
                    return await replays.AdvanceAsync(
                        work,
                        replay,
                        lane,
                        isOver ? parcel.LastSeq : parcel.FirstSeq - 1,
                        result.Error is null ? told : 0,
                        isOver && result.Error is not null ? told : 0,
                        result.Error,
                        clock.GetUtcNow() + options.Value.Lease);
                },
                CancellationToken.None);
            if (!goesOn || isOver)
            {
                return goesOn;
            }

            await Task.Delay(Pause, clock, ct);
        }
    }

    private async Task<SendResult> SendAsync(LaneKey lane, Parcel parcel, Owner owner, Guid id, int number, DateTimeOffset at, CancellationToken ct)
    {
        using var watched = watch.Begin(lane, parcel, id, number);
        var result = parcel.Fault is { } fault ? SendResult.Unwritten(fault) : await sender.SendAsync(parcel.Request, owner, id, at, ct);
        watched.Ended(result);
        return result;
    }

    /// <summary>So long that the rate is kept; a long rest renews the lease on its way, or another would take the replay up.</summary>
    /// <returns>False when the replay was stopped, or is another's by now.</returns>
    private async Task<bool> RestAsync(Replay replay, LaneKey lane, long cursor, int told, TimeSpan took, CancellationToken ct)
    {
        for (var rest = TimeSpan.FromSeconds((double)told / replay.Order.Rate) - took; rest > TimeSpan.Zero;)
        {
            var part = options.Value.Lease / 2 < rest ? options.Value.Lease / 2 : rest;
            await Task.Delay(part, clock, ct);
            rest -= part;
            if (rest > TimeSpan.Zero && !await KeepAsync(replay, lane, cursor))
            {
                return false;
            }
        }

        return true;
    }

    private Task<bool> KeepAsync(Replay replay, LaneKey lane, long cursor) => storage.WriteAsync(
        work => replays.AdvanceAsync(work, replay, lane, cursor, 0, 0, null, clock.GetUtcNow() + options.Value.Lease), CancellationToken.None);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Replay {ReplayId} of {OwnerId}/{AppId}/{Channel} failed; it goes on with its other lanes.")]
        public static partial void LaneFailed(ILogger logger, Exception e, string replayId, string ownerId, string appId, string channel);
    }
}
