using System.Diagnostics.Metrics;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;

namespace Prilavok.Storage;

/// <summary>How long the database takes, and what is written to the logs.</summary>
internal sealed class StorageMeter
{
    public const string Sqlite = "sqlite";

    public const string Postgres = "postgresql";

    private static readonly double[] Seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly EventKind[] Kinds = Enum.GetValues<EventKind>();
    private static readonly Channel[] Channels = Enum.GetValues<Channel>();

    private readonly TimeProvider _clock;
    private readonly Histogram<int> _units;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _write;
    private readonly Tally _events;
    private readonly Tally _dead;

    public StorageMeter(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(Telemetry.Name);
        _units = meter.CreateHistogram(
            "commit.units", "{unit}", "Units of work that were committed together.", null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });
        _commit = meter.CreateHistogram(
            "commit.duration", "s", "The commit itself, up to the disk.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _write = meter.CreateHistogram(
            "write.duration",
            "s",
            "From the wish to write to the answer; of units that were committed together, the one that waited longest.",
            null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _events = new Tally(meter, "events.appended", "{event}", "Events that were written to the logs of owners.", TagsOf("kind", Kinds));
        _dead = new Tally(meter, "delivery.dead_letters", "{delivery}", "Deliveries that were given up.", TagsOf("channel", Channels));
    }

    public long Mark() => _clock.GetTimestamp();

    /// <summary>A length of time in what <see cref="Mark"/> counts.</summary>
    public long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);

    /// <param name="asked">When the first of the units was brought.</param>
    /// <param name="began">When the commit began.</param>
    /// <param name="ended">When they were on the disk.</param>
    public void Committed(string database, int units, long asked, long began, long ended)
    {
        var tag = KeyValuePair.Create("database", (object?)database);
        _units.Record(units, tag);
        _commit.Record(_clock.GetElapsedTime(began, ended).TotalSeconds, tag);
        _write.Record(_clock.GetElapsedTime(asked, ended).TotalSeconds, tag);
    }

    public void GivenUp(Channel channel) => _dead.Add(Array.IndexOf(Channels, channel));

    public void Appended(IReadOnlyList<NewEvent> events)
    {
        foreach (var e in events)
        {
            _events.Add(Array.IndexOf(Kinds, e.Kind));
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>[]> TagsOf<T>(string name, IEnumerable<T> values)
        where T : struct, Enum => values.Select(value => new[] { KeyValuePair.Create(name, (object?)value.ToString().ToLowerInvariant()) });
}
