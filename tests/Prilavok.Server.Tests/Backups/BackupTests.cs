using Dapper;
using Microsoft.Data.Sqlite;
using Prilavok.Server.Keys;
using Prilavok.Server.Tests.Kit;
using Prilavok.Storage;
using Prilavok.Storage.Backups;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Backups;

/// <summary>What an administrator gets over HTTP is the backup, and leaves nothing behind.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prilavok-commands-");
    private ServerFixture _server = null!;

    private string Data => _server.Store.Settings["Prilavok:Data"]!;

    private string File => Path.Combine(_folder.FullName, "a.backup");

    public async ValueTask InitializeAsync() => _server = await ServerFixture.StartAsync(new SqliteFixture(), settings: Servers.Administered);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_administrator_gets_all_of_it_and_nobody_can_say_where_it_is_kept()
    {
        var tenant = await Tenant.CreateAsync(_server.Http, new { name = "App" });
        var before = Directory.GetFiles(Data);
        var administrator = new Caller(_server.Http, await People.AdministratorAsync(_server.Http));

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => administrator.GetAsync("/manage/v1/backup?file=/tmp/x")));
        foreach (var answer in answers)
        {
            using var stream = new MemoryStream(answer.Expect(200).Bytes);
            var manifest = (await BackupFile.VerifyAsync(stream, default)).Manifest;
            Assert.Equal(1, manifest.Counts.Owners);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        }

        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetFiles(Data).Order(StringComparer.Ordinal));
        (await tenant.Owner.GetAsync("/manage/v1/backup")).Expect(401);
        (await new Caller(_server.Http).GetAsync("/manage/v1/backup")).Expect(401);
    }

    [Fact]
    public async Task A_backup_takes_no_others_place_and_is_for_its_owner_alone()
    {
        (await BackUpAsync()).Expect(0);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }

        var first = await System.IO.File.ReadAllBytesAsync(File);
        await Tenant.CreateAsync(_server.Http, new { name = "App" });
        Assert.Contains("--overwrite", (await BackUpAsync()).Expect(1).Output, StringComparison.Ordinal);
        Assert.Equal(first, await System.IO.File.ReadAllBytesAsync(File));
        (await BackUpAsync("--overwrite")).Expect(0);
        Assert.NotEqual(first, await System.IO.File.ReadAllBytesAsync(File));
        var whole = (await Command.OwnAsync("restore", File, "--check", "--data", Data)).Expect(0).Output;
        Assert.Contains("1 owners", whole, StringComparison.Ordinal);
        Assert.Contains("has sealed it", whole, StringComparison.Ordinal);
        Assert.Contains("is not here", (await RestoreAsync(File, "--check")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Equal([File], Directory.GetFiles(_folder.FullName));
    }

    /// <summary>What is there stays as it is, to the byte.</summary>
    [Fact]
    public async Task What_is_no_whole_backup_is_refused_in_words_and_touches_nothing()
    {
        (await BackUpAsync()).Expect(0);
        var whole = await System.IO.File.ReadAllBytesAsync(File);
        var target = Directory.CreateDirectory(Path.Combine(_folder.FullName, "target")).FullName;
        await System.IO.File.WriteAllTextAsync(Path.Combine(target, "prilavok.db"), "what was there");
        var changed = (byte[])whole.Clone();
        changed[whole.Length / 2] ^= 1;
        foreach (var (content, word) in new[] { (whole[..^1], "cut short"), (whole[..(whole.Length / 2)], "cut short"), ([], "cut short"), (changed, "changed"), ("hello"u8.ToArray(), "cut short") })
        {
            await System.IO.File.WriteAllBytesAsync(File, content);
            foreach (var how in new[] { "--check", "--force" })
            {
                var refused = (await Command.OwnAsync("restore", File, how, "--data", target)).Expect(1).Output;
                Assert.Contains(word, refused, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", refused, StringComparison.Ordinal);
            }
        }

        Assert.Contains("nowhere", (await RestoreAsync(Path.Combine(_folder.FullName, "nowhere"))).Expect(1).Output, StringComparison.Ordinal);
        Assert.Equal("prilavok.db", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(target))));
        Assert.Equal("what was there", await System.IO.File.ReadAllTextAsync(Path.Combine(target, "prilavok.db")));
    }

    /// <summary>Whoever made it knew how to hash.</summary>
    [Fact]
    public async Task A_sealed_file_that_holds_no_sound_database_is_refused()
    {
        var broken = Path.Combine(_folder.FullName, "broken");
        await using (var file = new FileStream(broken, PrivateFile.New))
        {
            var manifest = await Task.Run(() => SqliteCopy.Make(Path.Combine(Data, "prilavok.db"), broken, "1", DateTimeOffset.UnixEpoch, default));
            file.Position = 8192;
            file.Write(new byte[8192]);
            await BackupFile.AppendAsync(file, manifest, null, default);
        }

        Assert.Contains("damaged", (await RestoreAsync(broken, "--check")).Expect(1).Output, StringComparison.Ordinal);
        Assert.Contains("damaged", (await RestoreAsync(broken)).Expect(1).Output, StringComparison.Ordinal);
        Assert.Equal(["prilavok.lock"], Directory.GetFileSystemEntries(Path.Combine(_folder.FullName, "target")).Select(Path.GetFileName));
    }

    /// <summary>With another key, or none, what is in it could not be read; who has not the key cannot have made it.</summary>
    [Fact]
    public async Task The_master_key_tells_whether_it_opens_a_backup_and_whether_somebody_changed_it()
    {
        await Tenant.CreateAsync(_server.Http, new { name = "App" });
        (await BackUpAsync()).Expect(0);
        var target = Directory.CreateDirectory(Path.Combine(_folder.FullName, "target")).FullName;
        var key = Path.Combine(target, "master.key");
        await System.IO.File.WriteAllTextAsync(key, MasterKey.New().ToText());
        foreach (var how in new[] { "--check", "--force" })
        {
            Assert.Contains("are under the master key", (await RestoreAsync(File, how)).Expect(1).Output, StringComparison.Ordinal);
        }

        System.IO.File.Copy(Path.Combine(Data, "master.key"), key, overwrite: true);
        (await RestoreAsync(File, "--check")).Expect(0);
        var forged = Path.Combine(_folder.FullName, "forged");
        await using (var whole = System.IO.File.OpenRead(File))
        await using (var file = new FileStream(forged, PrivateFile.New))
        {
            var (manifest, _, seal) = await BackupFile.VerifyAsync(whole, default);
            await BackupFile.ExtractAsync(whole, manifest, file, default);
            await using (var connection = new SqliteConnection($"Data Source={forged};Pooling=False"))
            {
                await connection.ExecuteAsync("PRAGMA journal_mode = OFF; UPDATE owners SET login = 'mallory'");
            }

            await BackupFile.AppendAsync(file, manifest with { Size = file.Length }, _ => seal!, default);
        }

        foreach (var how in new[] { "--check", "--force" })
        {
            Assert.Contains("changed by somebody", (await RestoreAsync(forged, how)).Expect(1).Output, StringComparison.Ordinal);
        }

        Assert.Equal(["master.key"], Directory.GetFileSystemEntries(target).Select(Path.GetFileName));
    }

    [Fact]
    public async Task By_force_what_was_there_is_kept_beside()
    {
        (await BackUpAsync()).Expect(0);
        (await RestoreAsync(File)).Expect(0);
        var target = Path.Combine(_folder.FullName, "target");
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(target, "prilavok.db")};Pooling=False"))
        {
            await connection.ExecuteAsync("CREATE TABLE mine (id INTEGER)");
        }

        (await RestoreAsync(File)).Expect(1);
        (await RestoreAsync(File, "--force")).Expect(0);

        Assert.False(await HasMineAsync(target));
        Assert.True(await HasMineAsync(Assert.Single(Directory.GetDirectories(target))));
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        Assert.Contains("no database", (await Command.OwnAsync("backup", File, "--data", _folder.FullName)).Expect(1).Output, StringComparison.Ordinal);
        Assert.Contains("no database", (await Command.OwnAsync("restored", "--data", _folder.FullName)).Expect(1).Output, StringComparison.Ordinal);
        var refused = (await Command.OwnAsync("backup", Path.Combine(_folder.FullName, "none", "a"), "--data", Data)).Expect(1).Output;
        Assert.DoesNotContain("   at ", refused, StringComparison.Ordinal);
    }

    private static async Task<bool> HasMineAsync(string folder)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "prilavok.db")};Pooling=False");
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'mine'") > 0;
    }

    private Task<Command> BackUpAsync(params string[] more) => Command.OwnAsync(["backup", File, "--data", Data, .. more]);

    private Task<Command> RestoreAsync(string file, params string[] more) =>
        Command.OwnAsync(["restore", file, "--data", Path.Combine(_folder.FullName, "target"), .. more]);
}
