using Prilavok.Storage.Backups;

namespace Prilavok.Server.Keys;

/// <summary>The seal of the master key on a backup: whoever changes a backup can hash it anew, but not seal it.</summary>
internal static class BackupSeal
{
    private const string Name = "Prilavok: seal of a backup";

    /// <param name="master">The master key of the database; null where it is not here.</param>
    /// <returns>Null where nothing can be sealed.</returns>
    public static Func<string, byte[]>? By(MasterKey? master, BackupManifest manifest) =>
        master is not null && master.Id == manifest.MasterKey ? hash => master.Wrap(Name, hash) : null;

    /// <returns>What was found, in words.</returns>
    /// <exception cref="BackupException">The secrets in it are under another key, or somebody without the key has changed it.</exception>
    public static string Check(WholeBackup backup, FoundMaster? found) => (backup.Manifest.MasterKey, found) switch
    {
        (null, _) => "No key has been made in it yet.",
        (var id, null) => $"Its secrets are under the master key {id}, which is not here: whether it opens them, and whether somebody changed the "
            + $"backup and its hash, was not looked at.",
        (var id, { Key: var key }) when key.Id != id => throw new BackupException(
            $"The secrets in the backup are under the master key {id}, and that in {found.Place} is {key.Id}: put the right one there, or none."),
        (_, { Key: var key }) when backup.Seal is { } seal && key.Unwrap(Name, seal) == backup.Hash =>
            $"The master key in {found.Place} opens it and has sealed it.",
        _ when backup.Seal is null => throw new BackupException(
            "The backup bears no seal of its master key: it was made where that was not at hand, or somebody changed it. Take the master key away to "
                + "go on without a look at the seal."),
        _ => throw new BackupException("The backup was changed by somebody who has not its master key: its seal does not match."),
    };
}
