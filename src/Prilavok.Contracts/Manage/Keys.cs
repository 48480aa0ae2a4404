namespace Prilavok.Contracts.Manage;

/// <summary>The keys that secrets in the database are protected with.</summary>
/// <param name="MasterId">Id of the master key that wraps them: it tells nothing of the key.</param>
/// <param name="FormerMasterIds">Master keys that still open the database, until the change is finished.</param>
/// <param name="CanaryOpens">What was kept with them opens.</param>
public sealed record ServerKeys(string MasterId, IReadOnlyList<string> FormerMasterIds, bool CanaryOpens, IReadOnlyList<ServerKey> Keys);

/// <summary>A data key. The newest protects, and all of them open.</summary>
/// <param name="Opens">Here, with the master key that this server was given.</param>
public sealed record ServerKey(string Id, DateTimeOffset CreatedAt, bool Opens);

/// <summary>The keys are to be changed.</summary>
/// <param name="MasterKey">The new master key, 32 bytes in base64. Needed where the master key is given to the server; else it makes one.</param>
public sealed record KeyChange(string? MasterKey = null);
