namespace Prilavok.Storage.Backups;

/// <summary>What a backup says of itself.</summary>
/// <param name="Program">The version that made it.</param>
/// <param name="Schema">The last script that had run on the database.</param>
/// <param name="MadeAt">Real time.</param>
/// <param name="Size">Bytes of the database, from the beginning of the file.</param>
/// <param name="MasterKey">Id of the master key that opens the secrets in it; null where there are no keys yet.</param>
public sealed record BackupManifest(string Program, string Schema, DateTimeOffset MadeAt, long Size, BackupCounts Counts, string? MasterKey = null);

/// <summary>What is in the database, to be counted again by whoever has a copy.</summary>
/// <param name="Heads">Where the logs of all owners end, summed up.</param>
public sealed record BackupCounts(long Owners, long Events, long Documents, long Heads);

/// <summary>A backup that is as it was written.</summary>
/// <param name="Hash">Of the database and the manifest, in hexadecimal digits.</param>
/// <param name="Seal">What the master key made of that hash: whoever changes a backup can hash it anew, and cannot seal it. Null where no
/// key was at hand.</param>
public sealed record WholeBackup(BackupManifest Manifest, string Hash, byte[]? Seal);
