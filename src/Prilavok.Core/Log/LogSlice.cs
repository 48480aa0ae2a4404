using System.Collections;

namespace Prilavok.Core.Log;

/// <summary>
/// Events of an owner's log, the oldest first, and how far one statement saw the log. Told by another statement, the end may already count
/// an event that is not among these, and a cursor that goes there passes it for ever.
/// </summary>
public sealed class LogSlice : IReadOnlyList<Event>
{
    private readonly IReadOnlyList<Event> _events;

    /// <param name="head">The last event there was, of whatever kind; 0 when there was none, or no owner.</param>
    /// <param name="after">Where it was looked from.</param>
    /// <param name="limit">No more events than this were asked for.</param>
    public LogSlice(IReadOnlyList<Event> events, long head, long after, int limit)
    {
        _events = events;
        Head = head;
        IsAtEnd = events.Count < limit;
        End = IsAtEnd ? Math.Max(after, head) : events[^1].Seq;
    }

    public int Count => _events.Count;

    public long Head { get; }

    /// <summary>There were no more of those asked for.</summary>
    public bool IsAtEnd { get; }

    /// <summary>Where a cursor goes when the events are dealt with; never back.</summary>
    public long End { get; }

    public Event this[int index] => _events[index];

    public IEnumerator<Event> GetEnumerator() => _events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Changes whenever an owner's log grows. It can be compared and nothing else: a cursor goes where a <see cref="LogSlice"/> ends.</summary>
public readonly record struct LogVersion
{
#pragma warning disable IDE0052 // Read where two are compared.
    private readonly long _number;
#pragma warning restore IDE0052

    public LogVersion(long number) => _number = number;
}
