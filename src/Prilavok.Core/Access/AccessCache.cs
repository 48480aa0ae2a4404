namespace Prilavok.Core.Access;

/// <summary>Who is behind a token: asked on every call, so kept here until the owner's log says that something changed.</summary>
public sealed class AccessCache(TimeProvider clock) : IOwnerCache
{
    private readonly OwnerMemory<string, Grant> _grants = new(clock, TimeSpan.FromSeconds(30));

    public bool TryGet(string token, out Grant grant)
    {
        var isKnown = _grants.TryGet(token, out var known);
        grant = known ?? Grant.Unknown;
        return isKnown;
    }

    /// <inheritdoc cref="OwnerMemory{TKey, TValue}.VersionOf"/>
    public OwnerVersion VersionOf(string ownerId) => _grants.VersionOf(ownerId);

    /// <inheritdoc cref="OwnerMemory{TKey, TValue}.Remember"/>
    /// <param name="expiresAt">When the token itself runs out; null is never.</param>
    public void Remember(string token, Grant grant, OwnerVersion version, DateTimeOffset? expiresAt = null) =>
        _grants.Remember(token, grant, version, expiresAt);

    public void Forget(string ownerId) => _grants.Forget(ownerId);

    public void ForgetAll() => _grants.ForgetAll();
}
