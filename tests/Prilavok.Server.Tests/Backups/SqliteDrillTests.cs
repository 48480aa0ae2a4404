using Prilavok.Server.Tests.Kit;
using Prilavok.Storage.Backups;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Backups;

/// <summary>The machine is lost with its folder; only the backup and the key were carried away.</summary>
public abstract class SqliteDrill : DrillTests<SqliteFixture>
{
    private protected override Task LoseAsync(StoreFixture store, ServerProcess server, Safe safe)
    {
        safe.CarryKey(DataOf(store));
        Directory.Delete(DataOf(store), recursive: true);
        return Task.CompletedTask;
    }

    protected static string DataOf(StoreFixture store) => store.Settings["Prilavok:Data"]!;
}

public sealed class SqliteDrillTests : SqliteDrill
{
    private protected override async Task BackUpAsync(StoreFixture store, ServerProcess server, Safe safe) =>
        Assert.Contains("master key", (await Command.OwnAsync("backup", safe.File, "--data", DataOf(store))).Expect(0).Output, StringComparison.Ordinal);

    private protected override async Task RestoreAsync(StoreFixture store, ServerProcess server, Safe safe)
    {
        safe.BringKey(DataOf(store));
        (await Command.OwnAsync("restore", safe.File, "--check", "--data", DataOf(store))).Expect(0);
        (await Command.OwnAsync("restore", safe.File, "--data", DataOf(store))).Expect(0);
        Assert.Contains("--force", (await Command.OwnAsync("restore", safe.File, "--data", DataOf(store))).Expect(1).Output, StringComparison.Ordinal);
    }
}

/// <summary>As people do who have always copied files: the server that starts on the copy finds out what it is.</summary>
public sealed class SqliteByHandDrillTests : SqliteDrill
{
    private protected override async Task BackUpAsync(StoreFixture store, ServerProcess server, Safe safe)
    {
        await File.WriteAllBytesAsync(safe.File, []);
        await Task.Run(() => SqliteCopy.Make(Path.Combine(DataOf(store), "prilavok.db"), safe.File, "", DateTimeOffset.UnixEpoch, default));
    }

    private protected override Task RestoreAsync(StoreFixture store, ServerProcess server, Safe safe)
    {
        safe.BringKey(DataOf(store));
        File.Copy(safe.File, Path.Combine(DataOf(store), "prilavok.db"));
        return Task.CompletedTask;
    }
}
