using System.Diagnostics.Metrics;
using Prilavok.Core;

namespace Prilavok.Server.Tests.Kit;

/// <summary>Listens to the meters of one server. Others run in the same process.</summary>
public sealed class Figures : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(string Name, double Value, string Tags)> _all = [];
    private readonly MeterListener _listener = new();

    public Figures(ServerFixture server)
    {
        var scope = server.Get<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Telemetry.Name && ReferenceEquals(instrument.Meter.Scope, scope))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was measured so far under a name, the oldest first; what is only measured when somebody asks is asked for now.</summary>
    /// <param name="tags">As <c>channel=receipts result=delivered</c>.</param>
    public IReadOnlyList<double> Of(string name, string tags)
    {
        _listener.RecordObservableInstruments();
        lock (_lock)
        {
            return [.. _all.Where(one => one.Name == name && one.Tags == tags).Select(one => one.Value)];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (_lock)
        {
            _all.Add((instrument.Name, value, words));
        }
    }
}
