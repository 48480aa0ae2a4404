using System.Globalization;
using Prilavok.Core.Documents;
using Prilavok.Testing;

namespace Prilavok.Storage.Tests.Documents;

/// <summary>
/// What happened in a shop, and an order in which word of it came: offline for days, sent again, corrected, counted in between. Every
/// document stands at a moment of its own.
/// </summary>
internal sealed class StockHistory
{
    private static readonly string[] Products = ["a", "b", "none"];

    private readonly List<IncomingDocument> _last = [];

    private StockHistory()
    {
    }

    /// <summary>The versions in the order in which they come; those of one document in theirs.</summary>
    public IReadOnlyList<IncomingDocument> Arrivals { get; private set; } = [];

    public static StockHistory Of(int seed, DateTimeOffset now)
    {
        var random = new Random(seed);
        var moments = Enumerable.Range(1, 60).ToArray();
        random.Shuffle(moments);
        var next = 0;
        var versions = new List<Queue<IncomingDocument>>();
        var history = new StockHistory();
        for (var i = 0; i < 14; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"d{i}");
            var own = new Queue<IncomingDocument>();
            for (var version = random.Next(4) == 0 ? random.Next(2, 4) : 1; version > 0; version--)
            {
                own.Enqueue(Any(random, id, now - TimeSpan.FromHours(moments[next++])));
            }

            history._last.Add(own.Last());
            if (random.Next(4) == 0)
            {
                own.Enqueue(own.Last()); // Sent again.
            }

            versions.Add(own);
        }

        var arrivals = new List<IncomingDocument>();
        while (versions.Count > 0)
        {
            var some = random.Next(versions.Count);
            arrivals.Add(versions[some].Dequeue());
            if (versions[some].Count == 0)
            {
                versions.RemoveAt(some);
            }
        }

        history.Arrivals = arrivals;
        return history;
    }

    /// <summary>What there is of each product when all documents come once, in the order in which they were closed.</summary>
    public IReadOnlyDictionary<string, long?> Outcome(IReadOnlyDictionary<string, long?> start) =>
        StockReckoning.After(start, _last.OrderBy(document => document.CloseDate));

    private static IncomingDocument Any(Random random, string id, DateTimeOffset at)
    {
        var product = Products[random.Next(Products.Length)];
        var quantity = random.Next(1, 40) * 500L;
        return random.Next(6) switch
        {
            0 => Sales.Count(id, at, isComplete: true, (product, quantity)),
            1 => Sales.Count(id, at, isComplete: false, (product, quantity)),
            2 => Sales.Document(id, at, "ACCEPT", note: Note(at), changes: (product, quantity)),
            _ => Sales.Document(id, at, note: Note(at), changes: product == "a" ? [(product, -quantity)] : [(product, -quantity), ("a", -500)]),
        };
    }

    /// <summary>A content that the id had before would be a repetition.</summary>
    private static string Note(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
