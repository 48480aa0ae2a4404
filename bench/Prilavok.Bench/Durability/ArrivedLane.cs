using System.Diagnostics;

namespace Prilavok.Bench.Durability;

/// <summary>What arrived of one lane.</summary>
internal sealed class ArrivedLane(string name)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Arrival> _documents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _webhookIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _lastOfTill = new(StringComparer.Ordinal);
    private int _underWay;

    public string Name { get; } = name;

    public int Repeated { get; private set; }

    public int OutOfOrder { get; private set; }

    /// <returns>False when another request of the lane is not yet answered.</returns>
    public bool Enter() => Interlocked.Increment(ref _underWay) == 1;

    public void Leave() => Interlocked.Decrement(ref _underWay);

    public void Take(string webhookId, IReadOnlyList<string> ids)
    {
        lock (_lock)
        {
            Repeated += _webhookIds.Add(webhookId) ? 0 : 1;
            foreach (var id in ids)
            {
                if (_documents.TryGetValue(id, out var known))
                {
                    known.WebhookIds.Add(webhookId);
                    continue;
                }

                _documents.Add(id, new Arrival(Stopwatch.GetTimestamp(), new HashSet<string>(StringComparer.Ordinal) { webhookId }));

                // Ids count up for each terminal, whose number stands before the last eight digits.
                var till = id[..^8];
                OutOfOrder += _lastOfTill.TryGetValue(till, out var last) && string.CompareOrdinal(last, id) > 0 ? 1 : 0;
                _lastOfTill[till] = id;
            }
        }
    }

    public Arrival? Find(string id)
    {
        lock (_lock)
        {
            return _documents.GetValueOrDefault(id);
        }
    }

    public IReadOnlyList<string> Ids()
    {
        lock (_lock)
        {
            return [.. _documents.Keys];
        }
    }
}

/// <param name="At">When it came first, by <see cref="Stopwatch"/>.</param>
/// <param name="WebhookIds">More than one would be a repeat that a receiver cannot know as one.</param>
internal sealed record Arrival(long At, HashSet<string> WebhookIds);
