namespace Prilavok.Core.Backups;

/// <summary>
/// Finds out that a database was put back by hand: it is older than what its folder knows of it, or its folder knows nothing of it.
/// </summary>
public sealed class FindRestored(IStorage storage, IRestorations restorations, MarkRestored mark)
{
    /// <param name="known">What the folder knows; null when nothing.</param>
    /// <param name="isLocal">The database lies in the folder; others are also used by nodes with folders of their own.</param>
    /// <returns>What the folder shall know from now on, and what was done about it; null when the database goes on from where it was.</returns>
    public async Task<(DatabaseMark Mark, Restored? Restored)> HandleAsync(DatabaseMark? known, bool isLocal, CancellationToken ct)
    {
        var found = await storage.ReadAsync(restorations.FindMarkAsync, ct);
        if (IsRestored(found, known, isLocal))
        {
            var (restored, marked) = await mark.HandleAsync(known?.Beat ?? 0, ct);
            return (marked, restored);
        }

        return (await BeatAsync(ct), null);
    }

    /// <summary>The folder hears of it afterwards: what it knows is never newer than the database.</summary>
    public Task<DatabaseMark> BeatAsync(CancellationToken ct) => storage.WriteAsync(work => restorations.BeatAsync(work, 0), ct);

    private static bool IsRestored(DatabaseMark? found, DatabaseMark? known, bool isLocal) => (found, known) switch
    {
        (null, null) => false,
        (null, _) => isLocal,
        (_, null) => isLocal,
        _ => found.Database == known.Database ? found.Beat < known.Beat : isLocal,
    };
}
