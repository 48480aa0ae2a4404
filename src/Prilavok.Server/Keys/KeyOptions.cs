namespace Prilavok.Server.Keys;

/// <summary>What protects the secrets in the database. Section <c>Prilavok</c>.</summary>
public sealed class KeyOptions
{
    /// <summary>
    /// The master key: 32 bytes in base64, the same for all nodes on one database. Best in the environment, as
    /// <c>PRILAVOK__MASTERKEY</c>. Default none: then the file <c>master.key</c> in the data folder, which the first start makes.
    /// </summary>
    public string? MasterKey { get; set; }

    /// <summary>File that holds the master key, in place of <see cref="MasterKey"/>. Default none.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>
    /// Drops every secret in the database that the master key does not open, at this start: apps are removed from accounts and can be
    /// installed anew. For <c>serve --forget-secrets</c>. Default false.
    /// </summary>
    public bool ForgetSecrets { get; set; }
}
