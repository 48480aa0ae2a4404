using System.Globalization;
using Prilavok.Core;
using Prilavok.Server.Folders;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Keys;

/// <summary>One process has the folder, nobody else reads in it, and what cannot be is said in words.</summary>
public sealed class DataFolderTests : IAsyncLifetime
{
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    private readonly SqliteFixture _store = new();

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        await _store.LeaveAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_second_process_is_told_who_has_the_folder_and_comes_up_when_that_one_is_killed()
    {
        await using var first = new ServerProcess(_store);
        await using var second = first.AddNode();
        await first.StartAsync();

        Assert.Equal(1, await second.RunAsync("--no-demo", "--urls", "http://127.0.0.1:0"));

        Assert.Contains($"process {first.ProcessId.ToString(CultureInfo.InvariantCulture)}, since 20", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
        (await new Caller(first.Http).GetAsync("/readyz")).Expect(200);
        await first.KillAsync();
        await second.StartAsync();
        (await new Caller(second.Http).GetAsync("/readyz")).Expect(200);
    }

    [Fact]
    public async Task Only_this_account_reads_what_the_server_writes_and_what_lay_open_is_closed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There, a folder has the rights of the one it is made in.");
            return;
        }

        await using var server = new ServerProcess(_store);
        var folder = server.Data;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }

        await server.StartAsync();
        (await new Caller(server.Http).GetAsync("/readyz")).Expect(200);

        var all = Directory.GetFileSystemEntries(folder).Append(folder).ToList();
        Assert.Contains(all, path => path.EndsWith("-wal", StringComparison.Ordinal));
        Assert.Contains(all, path => path.EndsWith("master.key", StringComparison.Ordinal));
        foreach (var path in all)
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others);
        }
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_said_in_words()
    {
        await using var server = new ServerProcess(_store, ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"));
        var file = Path.Combine(server.Data, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        foreach (var (data, words) in new[] { (file, "is a file"), (Path.Combine(file, "below"), "cannot be made"), ("/proc/none", "cannot be made") })
        {
            var folder = new HeldFolder(
                Microsoft.Extensions.Options.Options.Create(new Storage.StorageOptions { Data = data }), TimeProvider.System,
                Microsoft.Extensions.Logging.Abstractions.NullLogger<HeldFolder>.Instance);
            Assert.Contains(words, Assert.Throws<StartRefusedException>(folder.Open).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_and_a_database_that_is_none_end_the_start_in_words()
    {
        await using var server = new ServerProcess(_store);
        await File.WriteAllTextAsync(Path.Combine(server.Data, "prilavok.db"), new string('x', 5000), TestContext.Current.CancellationToken);
        Assert.Equal(1, await server.RunAsync("--no-demo", "--urls", "http://127.0.0.1:0"));
        Assert.Contains("The database cannot be opened", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(server.Data, "prilavok.lock.d"));
        File.Delete(Path.Combine(server.Data, "prilavok.lock"));
        Directory.CreateDirectory(Path.Combine(server.Data, "prilavok.lock")); // Root may write everywhere, but not here.

        var refused = Assert.Throws<StartRefusedException>(() => FolderLock.Take(server.Data, TimeProvider.System));
        Assert.Contains("cannot be written", refused.Message, StringComparison.Ordinal);
    }
}
