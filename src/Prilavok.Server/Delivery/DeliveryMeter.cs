using System.Diagnostics.Metrics;
using Prilavok.Core;
using Prilavok.Core.Delivery;

namespace Prilavok.Server.Delivery;

/// <summary>What became of attempts, and how far the lanes are behind. Of owners and apps it says nothing: there may be any number of them.</summary>
internal sealed class DeliveryMeter
{
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly Channel[] Kinds = Enum.GetValues<Channel>();
    private static readonly AttemptResult[] Results = Enum.GetValues<AttemptResult>();
    private static readonly KeyValuePair<string, object?>[] ChannelTags = [.. Kinds.Select(channel => Tag("channel", Channels.NameOf(channel)))];
    private static readonly KeyValuePair<string, object?>[] ResultTags =
        [.. Results.Select(result => Tag("result", result.ToString().ToLowerInvariant()))];

    private readonly Tally _attempts;
    private readonly Histogram<double> _duration;
    private readonly ObservableGauge<long> _behind;
    private volatile IReadOnlyList<LaneLag> _lag = [];

    public DeliveryMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        _attempts = new Tally(
            meter, "delivery.attempts", "{attempt}", "Attempts at deliveries, by what came of them.",
            ChannelTags.SelectMany(_ => ResultTags, (channel, result) => new[] { channel, result }));
        _duration = meter.CreateHistogram(
            "delivery.duration", "s", "How long attempts at deliveries took.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _behind = meter.CreateObservableGauge(
            "lanes.behind", () => Measure(lag => lag.Behind), "{event}", "Events of the logs that lanes have yet to look at.");
        meter.CreateObservableGauge("lanes.busy", () => Measure(lag => lag.Busy), "{lane}", "Lanes that have something to send, now or later.");
        meter.CreateObservableGauge("lanes.parked", () => Measure(lag => lag.Parked), "{lane}", "Events that are parked.");
        meter.CreateObservableGauge(
            "lanes.oldest", () => Measure(lag => lag.Oldest.TotalSeconds), "s", "Age of the oldest event that waits in a lane.");
    }

    /// <summary>Somebody asks how far the lanes are behind.</summary>
    public bool IsLagWatched => _behind.Enabled;

    /// <summary>As it was measured last.</summary>
    public void Tell(IReadOnlyList<LaneLag> lag) => _lag = lag;

    public void Attempted(Channel channel, AttemptResult result, TimeSpan took)
    {
        var (its, what) = (Array.IndexOf(Kinds, channel), (int)result);
        _attempts.Add((its * Results.Length) + what);
        _duration.Record(took.TotalSeconds, ChannelTags[its], ResultTags[what]);
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => KeyValuePair.Create(name, (object?)value);

    /// <summary>A channel in which nothing waits says so.</summary>
    private IEnumerable<Measurement<T>> Measure<T>(Func<LaneLag, T> figure)
        where T : struct => Kinds.Select((channel, i) =>
            new Measurement<T>(_lag.FirstOrDefault(lag => lag.Channel == channel) is { } lag ? figure(lag) : default, ChannelTags[i]));
}

internal enum AttemptResult
{
    Delivered,

    /// <summary>Answered, but not with what counts as delivered.</summary>
    Refused,

    /// <summary>No answer in time.</summary>
    Silent,

    /// <summary>No connection, or one that broke.</summary>
    Unreachable,

    /// <summary>Not sent, as the event cannot be written.</summary>
    Unwritten,
}
