using System.Collections.Frozen;
using Prilavok.Core.Log;

namespace Prilavok.Core.Feed;

/// <summary>Whose events are asked for, and which.</summary>
/// <param name="OwnerId">Only of this owner; null means of everybody who has the app.</param>
/// <param name="Until">Events of this time and later are left out; null leaves out none.</param>
public sealed record EventQuery(string AppId, string? OwnerId, FrozenSet<Topic> Topics, DateTimeOffset? Until);

/// <summary>An event with what the app may see of it.</summary>
/// <param name="Rights">Of the installation at the event's owner.</param>
/// <param name="Item">0 for the event itself; of what it did to the stock, which is told one by one, the first is 1.</param>
public sealed record AppEvent(Event Event, Topic Topic, IReadOnlyCollection<string> Rights, int Item = 0)
{
    public LogPosition Position => new(Event.At.ToUnixTimeMilliseconds(), Event.OwnerId, Event.Seq, Item);

    /// <summary>The stock it is about; null for the event itself.</summary>
    public StockLevel? Stock => Item == 0 ? null : Event.Stock[Item - 1];

    /// <summary>What an app is told of an event.</summary>
    /// <param name="topics">Those it asks for and may hear of.</param>
    public static IEnumerable<AppEvent> Of(Event e, string appId, FrozenSet<Topic> topics, IReadOnlyCollection<string> rights)
    {
        if (Topics.Of(e, appId) is { } topic && topics.Contains(topic))
        {
            yield return new AppEvent(e, topic, rights);
        }

        for (var item = 1; IsToldOfStock(topics, rights) && item <= Math.Min(e.Stock.Count, EventIds.MostItems); item++)
        {
            yield return new AppEvent(e, Topic.Product, rights, item);
        }
    }

    /// <summary>An app hears of stock that moves with the rights to the product and to its quantity.</summary>
    public static bool IsToldOfStock(FrozenSet<Topic> topics, IReadOnlyCollection<string> rights) =>
        topics.Contains(Topic.Product) && rights.Contains(Core.Rights.QuantityRead);
}

/// <summary>A place in the order of several owners' events: by time, then owner, then number, then what is told of one event.</summary>
/// <param name="At">Unix milliseconds.</param>
public readonly record struct LogPosition(long At, string OwnerId, long Seq, int Item = 0)
{
    public static IComparer<LogPosition> Order { get; } = Comparer<LogPosition>.Create(Compare);

    public static LogPosition Start { get; } = new(long.MinValue, "", 0);

    /// <summary>Before everything that happened at this time.</summary>
    public static LogPosition Before(DateTimeOffset at) => new(at.ToUnixTimeMilliseconds(), "", 0);

    private static int Compare(LogPosition a, LogPosition b)
    {
        var byTime = a.At.CompareTo(b.At);
        var byOwner = byTime != 0 ? byTime : string.CompareOrdinal(a.OwnerId, b.OwnerId);
        var bySeq = byOwner != 0 ? byOwner : a.Seq.CompareTo(b.Seq);
        return bySeq != 0 ? bySeq : a.Item.CompareTo(b.Item);
    }
}
