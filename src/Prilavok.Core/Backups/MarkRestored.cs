namespace Prilavok.Core.Backups;

/// <summary>Makes a database that was put back from a backup fit to go on: to be run before anything else is written to it.</summary>
public sealed class MarkRestored(IStorage storage, IRestorations restorations, TimeProvider clock)
{
    /// <summary>
    /// Whoever finds out that a database was put back looks at beats: after this step nobody takes it for an older state once more.
    /// </summary>
    private const long Step = 1_000_000;

    public Task<(Restored Restored, DatabaseMark Mark)> HandleAsync(CancellationToken ct) => HandleAsync(0, ct);

    /// <param name="beat">The last that is known of the state that was lost; 0 when none is.</param>
    public Task<(Restored Restored, DatabaseMark Mark)> HandleAsync(long beat, CancellationToken ct) => storage.WriteAsync(
        async work =>
        {
            var former = await restorations.FindMarkAsync(work);
            var restored = await restorations.MarkAsync(work, clock.GetUtcNow());
            return (restored, await restorations.BeatAsync(work, Math.Max(beat, former?.Beat ?? 0) + Step));
        },
        ct);
}
