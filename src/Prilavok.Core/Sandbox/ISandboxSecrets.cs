namespace Prilavok.Core.Sandbox;

/// <summary>What a sandbox shows again although nobody else could: the passwords and tokens made for it.</summary>
public interface ISandboxSecrets
{
    Task SaveAsync(IOwnerWork work, string name, string secret);

    /// <summary>Those that open.</summary>
    Task<IReadOnlyDictionary<string, string>> ListAsync(ISession session, string ownerId);
}
