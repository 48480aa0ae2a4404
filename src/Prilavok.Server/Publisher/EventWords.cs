using Prilavok.Core.Feed;

namespace Prilavok.Server.Publisher;

/// <summary>How a family of paths calls the kinds of events: in 2018 <c>product-group</c>, today <c>ProductGroup</c>.</summary>
internal sealed class EventWords
{
    private static readonly EventWords Former = new(hasSource: false);
    private static readonly EventWords Present = new(hasSource: true);

    private EventWords(bool hasSource) => HasSource = hasSource;

    /// <summary>Today's events say who caused them.</summary>
    public bool HasSource { get; }

    public static EventWords Of(HttpContext http) =>
        http.Request.Path.StartsWithSegments(AppGate.Present, StringComparison.Ordinal) ? Present : Former;

    /// <summary>
    /// Whether somebody who filters by the word means the topic. Case and hyphens do not matter, nor the ending of some months of 2018.
    /// </summary>
    public static bool Names(Topic topic, string word)
    {
        const string Ending = "event";
        var plain = word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        if (plain.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
        {
            plain = plain[..^Ending.Length];
        }

        return string.Equals(plain, topic.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    public string TypeOf(Topic topic) => this == Present
        ? topic.ToString()
        : topic switch
        {
            Topic.Store => "store",
            Topic.Device => "device",
            Topic.Employee => "employee",
            Topic.Document => "document",
            Topic.Product => "product",
            Topic.ProductGroup => "product-group",
            Topic.Token => "token",
        };
}
