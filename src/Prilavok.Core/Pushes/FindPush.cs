using Prilavok.Core.Owners;

namespace Prilavok.Core.Pushes;

/// <summary>How far a push came.</summary>
public sealed class FindPush(IStorage storage, IOwners owners, IPushes pushes, TimeProvider clock)
{
    /// <param name="ownerId">Only its terminals of this owner; null means all.</param>
    /// <returns>Null when the app has no such push there.</returns>
    public Task<PushTask?> HandleAsync(string appId, string pushId, string? ownerId, CancellationToken ct) => storage.ReadAsync(
        async s =>
        {
            var details = await pushes.ListAsync(s, appId, pushId, ownerId);
            var offsets = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
            foreach (var id in details.Select(detail => detail.OwnerId).Distinct(StringComparer.Ordinal))
            {
                offsets[id] = (await owners.FindAsync(s, id))?.ClockOffset ?? TimeSpan.Zero;
            }

            var now = clock.GetUtcNow();
            return details.Count == 0
                ? null
                : new PushTask(Ids.Key(pushId), [.. details.Select(detail => detail.AsOf(now + offsets[detail.OwnerId]))]);
        },
        ct);
}
