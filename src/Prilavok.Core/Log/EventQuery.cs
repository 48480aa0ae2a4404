using System.Collections.Frozen;

namespace Prilavok.Core.Log;

/// <summary>Whose events are asked for, and which.</summary>
/// <param name="OwnerId">Only of this owner; null means of everybody who has the app.</param>
/// <param name="Until">Events of this time and later are left out; null leaves out none.</param>
public sealed record EventQuery(string AppId, string? OwnerId, FrozenSet<Topic> Topics, DateTimeOffset? Until);

/// <summary>An event with what the app may see of it.</summary>
/// <param name="Rights">Of the installation at the event's owner.</param>
public sealed record AppEvent(Event Event, Topic Topic, IReadOnlyCollection<string> Rights)
{
    public LogPosition Position => new(Event.At.ToUnixTimeMilliseconds(), Event.OwnerId, Event.Seq);
}

/// <summary>A place in the order of several owners' events: by time, then owner, then number.</summary>
/// <param name="At">Unix milliseconds.</param>
public readonly record struct LogPosition(long At, string OwnerId, long Seq)
{
    public static IComparer<LogPosition> Order { get; } = Comparer<LogPosition>.Create(Compare);

    public static LogPosition Start { get; } = new(long.MinValue, "", 0);

    /// <summary>Before everything that happened at this time.</summary>
    public static LogPosition Before(DateTimeOffset at) => new(at.ToUnixTimeMilliseconds(), "", 0);

    private static int Compare(LogPosition a, LogPosition b)
    {
        var byTime = a.At.CompareTo(b.At);
        var byOwner = byTime != 0 ? byTime : string.CompareOrdinal(a.OwnerId, b.OwnerId);
        return byOwner != 0 ? byOwner : a.Seq.CompareTo(b.Seq);
    }
}
