namespace Prilavok.Core.Pushes;

/// <summary>Decides what a terminal that comes across pushes in the log still gets of them.</summary>
public sealed class HandOutPushes(IStorage storage, IPushes pushes)
{
    /// <param name="isHanded">From now on they count as sent.</param>
    /// <returns>Those it has not answered and whose time is not over.</returns>
    public Task<IReadOnlySet<string>> HandleAsync(
        string ownerId, string deviceId, IReadOnlyCollection<string> pushIds, bool isHanded, CancellationToken ct) =>
        storage.WriteAsync<IReadOnlySet<string>>(
            ownerId,
            async work =>
            {
                var waiting = new HashSet<string>(StringComparer.Ordinal);
                foreach (var id in pushIds)
                {
                    if (await pushes.FindAsync(work, ownerId, id, deviceId) is not { } detail || detail.AsOf(work.Now).IsFinal)
                    {
                        continue;
                    }

                    waiting.Add(id);
                    if (isHanded && detail.SentAt is null)
                    {
                        await pushes.SaveAsync(work, id, detail with { SentAt = work.Now });
                    }
                }

                return waiting;
            },
            ct);
}
