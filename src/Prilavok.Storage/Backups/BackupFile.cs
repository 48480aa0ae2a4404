using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Prilavok.Storage.Backups;

/// <summary>
/// A backup: a whole database of SQLite, and behind it what it says of itself, a hash over both, the seal of the master key on the hash, and a
/// mark. SQLite does not mind what stands behind its pages, so any tool opens it as it is.
/// </summary>
public static class BackupFile
{
    private const string Newest = "PRILAVOK-BACKUP1";
    private const int HashSize = SHA256.HashSizeInBytes;

    /// <summary>Room for its length and the seal.</summary>
    private const int SealSize = 128;

    private const int LengthSize = sizeof(int);
    private const int TailSize = HashSize + SealSize + LengthSize + 16;
    private const int LargestManifest = 1024 * 1024;
    private const int Piece = 256 * 1024;

    private static ReadOnlySpan<byte> Mark => "PRILAVOK-BACKUP1"u8;

    /// <param name="database">As many bytes as the manifest says.</param>
    /// <param name="seal">Seals a hash; null where there is no key for it.</param>
    public static async Task WriteAsync(Stream database, BackupManifest manifest, Func<string, byte[]>? seal, Stream target, CancellationToken ct) =>
        await target.WriteAsync(await EndAsync(database, manifest, seal, piece => target.WriteAsync(piece, ct), ct), ct);

    /// <summary>Makes a backup of the copy itself.</summary>
    /// <param name="database">It can be read and written.</param>
    /// <param name="seal">As for <see cref="WriteAsync"/>.</param>
    public static async Task AppendAsync(Stream database, BackupManifest manifest, Func<string, byte[]>? seal, CancellationToken ct) =>
        await database.WriteAsync(await EndAsync(database, manifest, seal, _ => ValueTask.CompletedTask, ct), ct);

    /// <summary>Reads all of it and compares the hash.</summary>
    /// <exception cref="BackupException">It is no backup, or not as it was written.</exception>
    public static async Task<WholeBackup> VerifyAsync(Stream backup, CancellationToken ct)
    {
        var tail = await TailAsync(backup, ct);
        var saidLength = BinaryPrimitives.ReadInt32BigEndian(tail.AsSpan(HashSize + SealSize));
        var hashed = backup.Length - TailSize;
        if (saidLength <= 0 || saidLength > Math.Min(hashed, LargestManifest))
        {
            throw new BackupException("The backup is damaged: its end makes no sense.");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        backup.Position = 0;
        await PumpAsync(backup, hashed, piece => HashAsync(hash, piece), ct);
        var content = hash.GetHashAndReset();
        var room = tail.AsSpan(HashSize, SealSize);
        if (!HashOf(content, room).AsSpan().SequenceEqual(tail.AsSpan(0, HashSize)))
        {
            throw new BackupException("The backup is damaged or was changed: its content does not match its hash.");
        }

        backup.Position = hashed - saidLength;
        var said = new byte[saidLength];
        await backup.ReadExactlyAsync(said, ct);
        return ManifestOf(said) is { } manifest && manifest.Size == hashed - saidLength
            ? new WholeBackup(manifest, Convert.ToHexStringLower(content), SealIn(tail.AsSpan(HashSize, SealSize)))
            : throw new BackupException("The backup is damaged: what it says of itself makes no sense.");
    }

    /// <summary>The database alone.</summary>
    public static async Task ExtractAsync(Stream backup, BackupManifest manifest, Stream target, CancellationToken ct)
    {
        backup.Position = 0;
        await PumpAsync(backup, manifest.Size, piece => target.WriteAsync(piece, ct), ct);
    }

    /// <returns>What stands behind the database, which is read from its beginning and handed on.</returns>
    private static async Task<byte[]> EndAsync(
        Stream database, BackupManifest manifest, Func<string, byte[]>? seal, Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        database.Position = 0;
        await PumpAsync(
            database,
            manifest.Size,
            async piece =>
            {
                await HashAsync(hash, piece);
                await take(piece);
            },
            ct);
        var said = BytesOf(manifest);
        hash.AppendData(said);
        var end = new byte[said.Length + TailSize];
        said.CopyTo(end, 0);
        var tail = end.AsSpan(said.Length);
        var content = hash.GetHashAndReset();
        var room = tail.Slice(HashSize, SealSize);
        if (seal?.Invoke(Convert.ToHexStringLower(content)) is { } sealing)
        {
            room[0] = (byte)sealing.Length;
            sealing.CopyTo(room[1..]);
        }

        HashOf(content, room).CopyTo(tail);
        BinaryPrimitives.WriteInt32BigEndian(tail[(HashSize + SealSize)..], said.Length);
        Mark.CopyTo(tail[(HashSize + SealSize + LengthSize)..]);
        return end;
    }

    /// <summary>Of the content and of what seals it.</summary>
    private static byte[] HashOf(byte[] content, ReadOnlySpan<byte> room) => SHA256.HashData([.. content, .. room]);

    private static byte[]? SealIn(ReadOnlySpan<byte> room) => room[0] is 0 or >= SealSize ? null : room.Slice(1, room[0]).ToArray();

    private static ValueTask HashAsync(IncrementalHash hash, ReadOnlyMemory<byte> piece)
    {
        hash.AppendData(piece.Span);
        return ValueTask.CompletedTask;
    }

    private static async Task<byte[]> TailAsync(Stream backup, CancellationToken ct)
    {
        var tail = new byte[TailSize];
        if (backup.Length >= TailSize)
        {
            backup.Position = backup.Length - TailSize;
            await backup.ReadExactlyAsync(tail, ct);
        }

        var mark = tail.AsSpan(HashSize + SealSize + LengthSize);
        return mark.SequenceEqual(Mark) ? tail
            : mark.StartsWith(Mark[..^1]) ? throw new BackupException(
                $"The backup is of a format that this version does not know; it knows {Newest}.")
            : throw new BackupException("This is no whole backup: it was cut short, or prilavok backup did not make it.");
    }

    private static BackupManifest? ManifestOf(byte[] said)
    {
        try
        {
            return JsonSerializer.Deserialize(
                said, BackupJson.Default.BackupManifest) is { Program: not null, Schema: not null, Counts: not null } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] BytesOf(BackupManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest);

    private static async Task PumpAsync(Stream source, long length, Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            while (length > 0)
            {
                var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), ct);
                if (read == 0)
                {
                    throw new BackupException("It ended before its end: somebody else writes to it.");
                }

                await take(buffer.AsMemory(0, read));
                length -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>A backup cannot be made, or is not one to be put back. The message is for whoever asked.</summary>
public sealed class BackupException(string message) : Exception(message);
