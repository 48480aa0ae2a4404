using System.Diagnostics;
using Prilavok.Core;
using Prilavok.Core.Delivery;

namespace Prilavok.Server.Delivery;

/// <summary>
/// Tells of each attempt, to whoever watches the server: a span, and its place among the figures. An attempt at one event goes on in the
/// trace in which the event was written, however long ago and on whatever node; one at several is linked to theirs.
/// </summary>
internal sealed class DeliveryWatch(DeliveryMeter meter)
{
    /// <summary>Of a request with a hundred events that came in as many requests, more would help nobody.</summary>
    private const int MostLinks = 32;

    /// <param name="number">Of the attempt, from 1.</param>
    public Watched Begin(LaneKey lane, Parcel parcel, Guid deliveryId, int number) =>
        new(meter, lane.Channel, Telemetry.Source.HasListeners() ? Start(lane, parcel, deliveryId, number) : null);

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
            .SetTag("prilavok.channel", lane.Channel.ToString().ToLowerInvariant())
            .SetTag("prilavok.owner", lane.OwnerId)
            .SetTag("prilavok.app", lane.AppId)
            .SetTag("prilavok.first_seq", parcel.FirstSeq)
            .SetTag("prilavok.last_seq", parcel.LastSeq)
            .SetTag("prilavok.webhook_id", deliveryId.ToString())
            .SetTag("prilavok.attempt", number);
    }

    /// <summary>One attempt, while it is made.</summary>
    internal readonly struct Watched(DeliveryMeter meter, Channel channel, Activity? span) : IDisposable
    {
        public void Ended(SendResult result)
        {
            var what = ResultOf(result);
            meter.Attempted(channel, what, result.Took);
            span?.SetTag("prilavok.result", what.ToString().ToLowerInvariant()).SetTag("http.response.status_code", result.Status);
            if (what != AttemptResult.Delivered)
            {
                span?.SetStatus(ActivityStatusCode.Error, result.Error);
            }
        }

        public void Dispose() => span?.Dispose();

        private static AttemptResult ResultOf(SendResult result) =>
            result.Error is null ? AttemptResult.Delivered
            : result.Status is not null ? AttemptResult.Refused
            : result.IsLate ? AttemptResult.Silent
            : AttemptResult.Unreachable;
    }
}
