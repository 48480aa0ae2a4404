namespace Prilavok.Core;

/// <summary>Remembers something of owners until it changes.</summary>
public interface IOwnerCache
{
    void Forget(string ownerId);

    /// <summary>Forgets everything, of every owner.</summary>
    void ForgetAll();
}

/// <summary>Everything this process remembers of owners. Told after the commit of a change, here or on another node.</summary>
public sealed class OwnerCaches(IEnumerable<IOwnerCache> caches)
{
    private readonly IOwnerCache[] _caches = [.. caches];

    public void Forget(string ownerId)
    {
        foreach (var cache in _caches)
        {
            cache.Forget(ownerId);
        }
    }

    /// <summary>For when word of other nodes may have been missed.</summary>
    public void ForgetAll()
    {
        foreach (var cache in _caches)
        {
            cache.ForgetAll();
        }
    }
}
