using System.Text;
using Dapper;
using Prilavok.Storage.Backups;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Backups;

/// <summary>A backup is whole, or it is refused in words.</summary>
public sealed class BackupFileTests : StoreTests<SqliteFixture>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prilavok-backup-");

    private string File => Path.Combine(_folder.FullName, "copy");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_copy_holds_what_was_committed_and_is_opened_as_it_is()
    {
        var shop = await Shop.OpenAsync(Node);
        var manifest = await MakeAsync();

        await using var backup = System.IO.File.OpenRead(File);
        var whole = await BackupFile.VerifyAsync(backup, Ct);
        Assert.Equal(manifest, whole.Manifest);
        Assert.Equal("sealed " + whole.Hash, Encoding.UTF8.GetString(whole.Seal!));
        Assert.Equal(1, manifest.Counts.Owners);
        Assert.Equal(Migrator.LastScript, manifest.Schema);
        SqliteCopy.Check(File, manifest);
        Assert.Throws<BackupException>(() => SqliteCopy.Check(File, manifest with { Counts = manifest.Counts with { Documents = 1 } }));
        using var folder = new RestoreFolder(Path.Combine(_folder.FullName, "elsewhere"));
        await folder.FillAsync(backup, manifest, Ct);
        folder.Put(new Core.Backups.DatabaseMark(1, 1), Now);
        await using var restored = new Node(Store.Clock, options => options.Data = Path.Combine(_folder.FullName, "elsewhere"));
        Assert.Equal(
            await Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId)), await restored.ReadAsync(s => restored.Log.HeadAsync(s, shop.OwnerId)));
    }

    /// <summary>Others commit all the time: the copy ends nevertheless, and none of it is of another moment than the rest.</summary>
    [Fact]
    public async Task A_copy_ends_while_others_write_and_is_of_one_moment()
    {
        var shop = await Shop.OpenAsync(Node);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    var id = $"d{i}";
                    await Node.Get<Core.Documents.AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, [Sales.Document(id, Now)], Ct);
                }
            },
            Ct);
        for (var copy = 0; copy < 10; copy++)
        {
            var manifest = await MakeAsync();
            SqliteCopy.Check(File, manifest);
            await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False");
            Assert.Equal(manifest.Counts.Documents, await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM events WHERE kind = 1"));
            Assert.Equal(manifest.Counts.Heads, manifest.Counts.Events);
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task One_that_was_cut_short_is_refused_wherever_it_ends()
    {
        await MakeAsync();
        var whole = await System.IO.File.ReadAllBytesAsync(File, Ct);
        var lengths = Enumerable.Range(0, 200).Concat(Enumerable.Range(whole.Length - 600, 600)).Concat(Enumerable.Range(0, 40).Select(i => whole.Length / 40 * i));
        foreach (var length in lengths.Distinct())
        {
            await RefusedAsync(whole[..length], $"of {length} bytes");
        }
    }

    [Fact]
    public async Task One_that_was_changed_is_refused_wherever_that_is()
    {
        await MakeAsync();
        var whole = await System.IO.File.ReadAllBytesAsync(File, Ct);
        var places = Enumerable.Range(0, 100).Concat(Enumerable.Range(whole.Length - 600, 600)).Concat(Enumerable.Range(0, 60).Select(i => whole.Length / 60 * i));
        foreach (var place in places.Distinct())
        {
            whole[place] ^= 0x20;
            await RefusedAsync(whole, $"with another byte at {place}");
            whole[place] ^= 0x20;
        }

        await RefusedAsync([.. whole, 0], "with a byte more");
        await RefusedAsync([.. whole[..4096], .. whole[8192..]], "without a page");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("SQLite format 3\0")]
    public async Task What_is_no_backup_is_refused(string content) => await RefusedAsync(Encoding.UTF8.GetBytes(content.PadRight(4096)), content);

    [Fact]
    public async Task One_of_a_newer_format_or_schema_is_refused_in_other_words()
    {
        var manifest = await MakeAsync();
        var whole = await System.IO.File.ReadAllBytesAsync(File, Ct);
        whole[^1] = (byte)'2';

        Assert.Contains("format", await RefusedAsync(whole, "of format 2"), StringComparison.Ordinal);
        RestoreFolder.RefuseNewer(manifest);
        RestoreFolder.RefuseNewer(manifest with { Schema = "Prilavok.Storage.Sqlite.Migrations.0026_keyed_calls.sql" }); // Of before the baseline.
        var newer = manifest with { Schema = manifest.Schema.Replace(".00", ".99", StringComparison.Ordinal), Program = "9.9" };
        Assert.Contains("9.9", Assert.Throws<BackupException>(() => RestoreFolder.RefuseNewer(newer)).Message, StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(byte[] content, string what)
    {
        using var stream = new MemoryStream(content);
        try
        {
            await BackupFile.VerifyAsync(stream, Ct);
        }
        catch (BackupException e)
        {
            return e.Message;
        }

        Assert.Fail($"A file {what} was taken for a backup.");
        return "";
    }

    private async Task<BackupManifest> MakeAsync()
    {
        await using var file = new FileStream(File, PrivateFile.Anew);
        var options = new StorageOptions();
        Store.Configure(options);
        var manifest = await Task.Run(() => SqliteCopy.Make(options.SqliteFile, File, "1.2.3", Now, Ct), Ct);
        await BackupFile.AppendAsync(file, manifest, hash => System.Text.Encoding.UTF8.GetBytes("sealed " + hash), Ct);
        return manifest;
    }
}
