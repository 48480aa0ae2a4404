namespace Prilavok.Storage.Tests.Documents;

/// <summary>A till with what it has closed and not brought yet.</summary>
internal sealed class Till(string id, string storeId)
{
    private readonly List<Paper> _spool = [];
    private int _closed;

    public string Id => id;

    public string StoreId { get; set; } = storeId;

    public List<Paper> Brought { get; } = [];

    /// <summary>Ids are few, so that some are used again, by this till or by the other. A till whose clock is wrong says where it stands.</summary>
    public void Close(TillStep step, DateTimeOffset now)
    {
        var closed = step.Clock switch
        {
            TillClock.Coarse => new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero),
            TillClock.Ahead => now.AddDays(1),
            _ => now,
        };
        _spool.Add(new Paper($"d{step.Number % 8}", ++_closed, step.Paper, closed, StoreId, step.Clock != TillClock.Right || step.Number >= 15));
    }

    public IReadOnlyList<Paper> TakeOldest(int most) => Take(0, Math.Min(most, _spool.Count));

    /// <returns>None when there is none.</returns>
    public IReadOnlyList<Paper> TakeOne(int which) => _spool.Count == 0 ? [] : Take(which % _spool.Count, 1);

    private List<Paper> Take(int from, int many)
    {
        var taken = _spool.GetRange(from, many);
        _spool.RemoveRange(from, many);
        Brought.AddRange(taken);
        return taken;
    }
}
