using Prilavok.Core;
using Prilavok.Core.Owners;

namespace Prilavok.Server.Callers;

/// <summary>The time of an owner, for what is stamped before the owner is held. The offset moves only in a sandbox.</summary>
internal sealed class OwnerClock(IStorage storage, IOwners owners, TimeProvider clock) : IOwnerCache
{
    private readonly OwnerMemory<string, TimeSpan> _offsets = new(clock, TimeSpan.FromSeconds(30));

    public async ValueTask<DateTimeOffset> NowAsync(string ownerId, CancellationToken ct)
    {
        if (!_offsets.TryGet(ownerId, out var offset))
        {
            var version = _offsets.VersionOf(ownerId);
            var owner = await storage.ReadAsync(s => owners.FindAsync(s, ownerId), ct) ?? throw new OwnerUnknownException(ownerId);
            offset = owner.ClockOffset;
            _offsets.Remember(ownerId, offset, version);
        }

        return clock.GetUtcNow() + offset;
    }

    public void Forget(string ownerId) => _offsets.Forget(ownerId);

    public void ForgetAll() => _offsets.ForgetAll();
}
