namespace Prilavok.Storage.Backups;

/// <summary>What a backup says of itself.</summary>
/// <param name="Program">The version that made it.</param>
/// <param name="Schema">The last script that had run on the database.</param>
/// <param name="MadeAt">Real time.</param>
/// <param name="Size">Bytes of the database, from the beginning of the file.</param>
public sealed record BackupManifest(string Program, string Schema, DateTimeOffset MadeAt, long Size, BackupCounts Counts);

/// <summary>What is in the database, to be counted again by whoever has a copy.</summary>
/// <param name="Heads">Where the logs of all owners end, summed up.</param>
public sealed record BackupCounts(long Owners, long Events, long Documents, long Heads);
