using System.Diagnostics;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>
/// Tells of each attempt, to whoever watches the server: a span, its place among the figures, a line in the log. An attempt at one event
/// goes on in the
/// trace in which the event was written, however long ago and on whatever node; one at several is linked to theirs.
/// </summary>
internal sealed partial class DeliveryWatch(DeliveryMeter meter, ILogger<DeliveryWatch> logger)
{
    /// <summary>Of a request with a hundred events that came in as many requests, more would help nobody.</summary>
    private const int MostLinks = 32;

    /// <param name="number">Of the attempt, from 1.</param>
    public Watched Begin(LaneKey lane, Parcel parcel, Guid deliveryId, int number) =>
        new(this, lane, deliveryId, number, Telemetry.Source.HasListeners() ? Start(lane, parcel, deliveryId, number) : null);

    /// <summary>What somebody may have to do something about.</summary>
    public void Judged(LaneKey lane, Verdict verdict, Attempt? attempt)
    {
        switch (verdict)
        {
            case Verdict.GiveUp:
                Log.GivenUp(logger, attempt?.DeliveryId, lane.OwnerId, lane.AppId, Channels.NameOf(lane.Channel), attempt?.Number);
                break;
            case Verdict.Stop:
                Log.Stopped(logger, lane.OwnerId, lane.AppId, Channels.NameOf(lane.Channel), attempt?.Error);
                break;
            case Verdict.Park:
                Log.Parked(logger, attempt?.DeliveryId, lane.OwnerId, lane.AppId, Channels.NameOf(lane.Channel), attempt?.Status);
                break;
            default:
                break;
        }
    }

    private static Activity? Start(LaneKey lane, Parcel parcel, Guid deliveryId, int number)
    {
        var writings = parcel.Traces.Take(MostLinks)
            .Select(trace => ActivityContext.TryParse(trace, null, isRemote: true, out var written) ? written : default)
            .Where(written => written != default)
            .ToList();
        var span = Telemetry.Source.StartActivity(
            "deliver",
            ActivityKind.Consumer,
            writings is [var only] ? only : default,
            links: writings.Count > 1 ? writings.Select(written => new ActivityLink(written)) : null);
        return span?
            .SetTag("prilavok.channel", Channels.NameOf(lane.Channel))
            .SetTag("prilavok.owner", lane.OwnerId)
            .SetTag("prilavok.app", lane.AppId)
            .SetTag("prilavok.first_seq", parcel.FirstSeq)
            .SetTag("prilavok.last_seq", parcel.LastSeq)
            .SetTag("prilavok.webhook_id", deliveryId.ToString())
            .SetTag("prilavok.attempt", number);
    }

    private void Ended(LaneKey lane, Guid deliveryId, int number, AttemptResult what, SendResult result)
    {
        meter.Attempted(lane.Channel, what, result.Took);
        Log.Attempted(
            logger, number, deliveryId, lane.OwnerId, lane.AppId, Channels.NameOf(lane.Channel), what, result.Status, result.Took.TotalMilliseconds);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Debug, "Attempt {Number} at delivery {WebhookId} of {OwnerId}/{AppId}/{Channel}: {Result} {Status} in {Milliseconds} ms.")]
        public static partial void Attempted(
            ILogger logger, int number, Guid webhookId, string ownerId, string appId, string channel, AttemptResult result, int? status,
            double milliseconds);

        [LoggerMessage(2, LogLevel.Warning, "Delivery {WebhookId} of {OwnerId}/{AppId}/{Channel} was given up after attempt {Number}.")]
        public static partial void GivenUp(ILogger logger, Guid? webhookId, string ownerId, string appId, string channel, int? number);

        [LoggerMessage(3, LogLevel.Warning, "Lane {OwnerId}/{AppId}/{Channel} is paused: its receiver {Status} and is gone, or set up wrongly.")]
        public static partial void Stopped(ILogger logger, string ownerId, string appId, string channel, string? status);

        [LoggerMessage(
            4, LogLevel.Information, "Delivery {WebhookId} of {OwnerId}/{AppId}/{Channel} is parked: refused with {Status} again and again.")]
        public static partial void Parked(ILogger logger, Guid? webhookId, string ownerId, string appId, string channel, int? status);
    }

    /// <summary>One attempt, while it is made.</summary>
    internal readonly struct Watched(DeliveryWatch watch, LaneKey lane, Guid deliveryId, int number, Activity? span) : IDisposable
    {
        public void Ended(SendResult result)
        {
            var what = ResultOf(result);
            watch.Ended(lane, deliveryId, number, what, result);
            span?.SetTag("prilavok.result", what.ToString().ToLowerInvariant()).SetTag("http.response.status_code", result.Status);
            if (what != AttemptResult.Delivered)
            {
                span?.SetStatus(ActivityStatusCode.Error, result.Error);
            }
        }

        public void Dispose() => span?.Dispose();

        private static AttemptResult ResultOf(SendResult result) =>
            result.Error is null ? AttemptResult.Delivered
            : result.IsUnwritten ? AttemptResult.Unwritten
            : result.Status is not null ? AttemptResult.Refused
            : result.IsLate ? AttemptResult.Silent
            : AttemptResult.Unreachable;
    }
}
