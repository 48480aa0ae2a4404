using System.Collections.Concurrent;
using Prilavok.Core;
using Prilavok.Core.Owners;

namespace Prilavok.Server.Hosting;

/// <summary>The time of an owner, for what is stamped before the owner is held. The offset moves only in a sandbox.</summary>
internal sealed class OwnerClock(IStorage storage, IOwners owners, TimeProvider clock) : IOwnerCache
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (TimeSpan Offset, DateTimeOffset Until)> _offsets = new(StringComparer.Ordinal);

    public async ValueTask<DateTimeOffset> NowAsync(string ownerId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_offsets.TryGetValue(ownerId, out var known) && known.Until > now)
        {
            return now + known.Offset;
        }

        var owner = await storage.ReadAsync(s => owners.FindAsync(s, ownerId), ct) ?? throw new OwnerUnknownException(ownerId);
        _offsets[ownerId] = (owner.ClockOffset, now + MaxAge);
        return now + owner.ClockOffset;
    }

    public void Forget(string ownerId) => _offsets.TryRemove(ownerId, out _);
}
