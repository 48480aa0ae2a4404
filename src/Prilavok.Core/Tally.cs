using System.Diagnostics.Metrics;

namespace Prilavok.Core;

/// <summary>
/// Counts what is of a few kinds, known beforehand. To count is one addition; the figures are put together when somebody asks for them, so
/// that a listener costs nothing in between.
/// </summary>
public sealed class Tally
{
    private readonly KeyValuePair<string, object?>[][] _kinds;
    private readonly long[] _counts;

    /// <param name="kinds">How each kind is told from the others.</param>
    public Tally(Meter meter, string name, string unit, string description, IEnumerable<KeyValuePair<string, object?>[]> kinds)
    {
        _kinds = [.. kinds];
        _counts = new long[_kinds.Length];
        meter.CreateObservableCounter(name, Measure, unit, description);
    }

    /// <param name="kind">Its place among the kinds.</param>
    public void Add(int kind, long count = 1) => Interlocked.Add(ref _counts[kind], count);

    private IEnumerable<Measurement<long>> Measure() => _kinds.Select((tags, i) => new Measurement<long>(Interlocked.Read(ref _counts[i]), tags));
}
