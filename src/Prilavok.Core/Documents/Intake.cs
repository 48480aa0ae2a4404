using Prilavok.Core.Terminals;

namespace Prilavok.Core.Documents;

/// <summary>What becomes of documents that one terminal brings together.</summary>
internal sealed class Intake
{
    private readonly Terminal _terminal;
    private readonly Dictionary<string, Holding> _holdings = new(StringComparer.Ordinal);

    private Intake(Terminal terminal) => _terminal = terminal;

    public List<KeptDocument> Kept { get; } = [];

    public List<string> Duplicates { get; } = [];

    /// <summary>Ids that another terminal holds.</summary>
    public List<string> Foreign { get; } = [];

    /// <summary>What is replaced.</summary>
    public List<(string DocumentId, DocumentVersion Version)> Former { get; } = [];

    /// <summary>The last of each id that is kept.</summary>
    public IReadOnlyList<FiledDocument> Filed => Kept is [var only]
        ? [FiledOf(only)] // Terminals send one at a time as a rule.
        : [.. Kept.GroupBy(kept => Ids.Key(kept.Document.Id), StringComparer.Ordinal).Select(ofOneId => FiledOf(ofOneId.Last()))];

    /// <param name="held">What is held under the ids, the latest first.</param>
    /// <param name="versions">What the terminal's ids have meant, what they mean now last; of those only that bring something else.</param>
    /// <param name="head">The number of the owner's last event.</param>
    public static Intake Decide(
        Terminal terminal, ILookup<string, KnownDocument> held, ILookup<string, DocumentVersion> versions,
        IReadOnlyList<IncomingDocument> incoming, long head)
    {
        var intake = new Intake(terminal);
        foreach (var document in incoming)
        {
            var key = Ids.Key(document.Id);
            if (!intake._holdings.TryGetValue(key, out var holding))
            {
                holding = new Holding(held[key], versions[key], Ids.Key(terminal.Id), intake.StoreOf(document));
                intake._holdings.Add(key, holding);
            }

            intake.Take(document, holding, head);
        }

        return intake;
    }

    private void Take(IncomingDocument document, Holding holding, long head)
    {
        var storeId = StoreOf(document);
        if (holding.Knows(document))
        {
            Duplicates.Add(document.Id);
        }
        else if (holding.IsForeign(Ids.Key(storeId)))
        {
            Foreign.Add(document.Id);
        }
        else
        {
            if (holding.Now is { } former)
            {
                Former.Add((document.Id, former));
            }

            var seq = head + Kept.Count + 1;
            var kept = new KeptDocument(document, storeId, seq, holding.Former);
            Kept.Add(kept);
            holding.Hold(kept);
        }
    }

    private FiledDocument FiledOf(KeptDocument last)
    {
        var before = _holdings[Ids.Key(last.Document.Id)].StoreBefore;
        return new FiledDocument(last.Document, last.Seq, last.FirstSeq, last.StoreId, before == Ids.Key(last.StoreId) ? null : before);
    }

    private string StoreOf(IncomingDocument document) => document.StoreId ?? _terminal.StoreId;

    /// <summary>What stands under one id while the documents are gone through.</summary>
    private sealed class Holding
    {
        private readonly List<DocumentVersion> _versions;
        private readonly HashSet<string> _foreignStores;

        /// <param name="storeId">The store of the document that comes first: of several rows of the terminal, that one is meant.</param>
        public Holding(IEnumerable<KnownDocument> rows, IEnumerable<DocumentVersion> versions, string device, string storeId)
        {
            var known = rows.ToList();
            var mine = known.Where(row => row.DeviceId == device).ToList();
            var own = mine.Find(row => row.StoreId == Ids.Key(storeId)) ?? mine.FirstOrDefault();
            _foreignStores = [.. known.Where(row => row.DeviceId != device).Select(row => row.StoreId)];
            _versions = [.. mine.Select(VersionOf), .. versions];
            Former = own is null ? null : new FormerVersion(own.Seq, own.FirstSeq, own.CloseDate);
            StoreBefore = own?.StoreId;
            Now = own is null ? null : _versions.FindLast(version => version.StoreId == own.StoreId) ?? VersionOf(own);
        }

        public FormerVersion? Former { get; private set; }

        public DocumentVersion? Now { get; private set; }

        public string? StoreBefore { get; }

        /// <summary>Another terminal holds the id; where both do, from former days, it holds it in its store.</summary>
        public bool IsForeign(string storeKey) => Now is null ? _foreignStores.Count > 0 : _foreignStores.Contains(storeKey);

        /// <summary>It is held, or was once.</summary>
        public bool Knows(IncomingDocument document) => _versions.Exists(version => document.Is(version.StoreId, version.Hash));

        public void Hold(KeptDocument kept)
        {
            Former = new FormerVersion(kept.Seq, kept.FirstSeq, kept.Document.CloseDate);
            Now = new DocumentVersion(Ids.Key(kept.StoreId), kept.Document.Hash);
            _versions.Add(Now);
        }

        private static DocumentVersion VersionOf(KnownDocument row) => new(row.StoreId, row.Hash);
    }
}
