namespace Prilavok.Core.Keys;

/// <summary>What is kept as a secret, and whether it opens.</summary>
public interface IKeptSecrets
{
    /// <summary>Some of what is kept, as it stands in the database.</summary>
    Task<IReadOnlyList<string>> SampleAsync(ISession session);

    /// <summary>Installations with a token that does not open.</summary>
    Task<IReadOnlyList<(string OwnerId, string AppId)>> ClosedInstallationsAsync(ISession session);

    /// <summary>Drops every other secret that does not open. What signs gets a new key; second factors stay: recovery codes open them.</summary>
    /// <returns>How many things were changed.</returns>
    Task<int> DropClosedAsync(IWork work);
}
