using Prilavok.Core.Log;

namespace Prilavok.Storage;

/// <summary>An owner's row while it is held. The units that commit together share it, and what each changes of it.</summary>
internal sealed class HeldOwner
{
    private readonly Dictionary<EventKind, long> _told = [];

    /// <summary>Number of the last event.</summary>
    public long Head { get; private set; }

    /// <summary>Milliseconds that the owner's clock is ahead.</summary>
    public long ClockOffset { get; set; }

    /// <summary>When the last event was appended, on the owner's clock.</summary>
    public long LogAt { get; private set; }

    /// <summary>True once the owner is removed: the next unit must look for itself.</summary>
    public bool IsGone { get; set; }

    /// <summary>What is put off until the commit; null when nothing is.</summary>
    public Func<SqlOwnerWork, Task>? Tail { get; set; }

    /// <summary>The log has grown.</summary>
    public void Append(IReadOnlyList<NewEvent> events, long at)
    {
        foreach (var e in events)
        {
            _told.TryAdd(e.Kind, Head);
        }

        Head += events.Count;
        LogAt = at;
    }

    /// <returns>The kinds of the events since it was last asked, each with the head before its first.</returns>
    public IReadOnlyList<(EventKind Kind, long Before)> TakeTold()
    {
        var told = _told.Select(kind => (kind.Key, kind.Value)).ToList();
        _told.Clear();
        return told;
    }
}
