using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Prilavok.Core;
using Prilavok.Storage.Sqlite;
using Xunit;

namespace Prilavok.Storage.Tests.Sqlite;

/// <summary>What the writer does when the file cannot be written.</summary>
public sealed class SqliteWriterTests : IDisposable
{
    private static readonly SqliteDialect Dialect = new();

    private static readonly StorageMeter Meter = new(
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), TimeProvider.System);

    private readonly string _folder = Directory.CreateTempSubdirectory("prilavok-test-").FullName;
    private readonly CachingConnection _other;

    public SqliteWriterTests()
    {
        _other = Open();
        _other.Run("PRAGMA journal_mode = WAL");
        _other.Run("CREATE TABLE t (a BLOB NOT NULL)");
    }

    public void Dispose()
    {
        _other.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task When_there_is_no_room_every_caller_is_told_what_became_of_the_own_unit()
    {
        var connection = Open();
        connection.Run("PRAGMA max_page_count = 40");
        using var writer = new SqliteWriter(BatchOn(connection), Dialect, 100, Meter, NullLogger.Instance);
        await InsertAsync(writer, 10);
        var units = Enumerable.Range(0, 20).Select(i => InsertAsync(writer, i % 4 == 3 ? 1_000_000 : 10)).ToList();
        await ((Task)Task.WhenAll(units)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await InsertAsync(writer, 10);

        Assert.All(units.Where((_, i) => i % 4 == 3), unit => Assert.False(unit.IsCompletedSuccessfully));
        Assert.All(
            units.Where(unit => !unit.IsCompletedSuccessfully),
            unit => Assert.IsType<StorageUnavailableException>(unit.Exception!.InnerException));
        Assert.Equal(2 + units.Count(unit => unit.IsCompletedSuccessfully), Count());
    }

    [Fact]
    public async Task When_the_file_is_locked_the_caller_is_told_and_may_come_again()
    {
        using var writer = new SqliteWriter(BatchOn(Open()), Dialect, 100, Meter, NullLogger.Instance);
        _other.Run("BEGIN IMMEDIATE");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => InsertAsync(writer, 1));
        _other.Run("ROLLBACK");

        await InsertAsync(writer, 1);
        Assert.Equal(1, Count());
    }

    [Fact]
    public async Task What_waits_is_written_before_it_closes_and_nothing_is_taken_in_after()
    {
        var writer = new SqliteWriter(BatchOn(Open()), Dialect, 3, Meter, NullLogger.Instance);
        var units = Enumerable.Range(0, 50).Select(_ => InsertAsync(writer, 10)).ToList();
        writer.Dispose();
        await Task.WhenAll(units);

        Assert.Equal(50, Count());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => InsertAsync(writer, 10));
    }

    [Fact]
    public async Task Units_of_one_owner_do_not_stand_before_those_of_another()
    {
        using var writer = new SqliteWriter(BatchOn(Open()), Dialect, 1, Meter, NullLogger.Instance);
        using var gate = new ManualResetEventSlim();
        var order = new List<string>();
        var first = RunAsync("noisy", gate.Wait);
        var noisy = Enumerable.Range(0, 20).Select(_ => RunAsync("noisy", () => SpinWait.SpinUntil(() => false, TimeSpan.FromMilliseconds(3)))).ToList();
        var quiet = RunAsync("quiet", () => { });
        gate.Set();
        await Task.WhenAll([first, quiet, .. noisy]);

        Assert.InRange(order.IndexOf("quiet"), 1, 2);

        Task<bool> RunAsync(string owner, Action act) => writer.EnqueueAsync(
            owner,
            async batch =>
            {
                act();
                order.Add(owner);
                return (await batch.OpenAsync(), true);
            },
            TestContext.Current.CancellationToken);
    }

    private static Task<bool> InsertAsync(SqliteWriter writer, int bytes) => writer.EnqueueAsync(
        null,
        async batch =>
        {
            var work = await batch.OpenAsync();
            return (work, await work.ExecuteAsync("INSERT INTO t VALUES (zeroblob(@bytes))", new { bytes }) == 1);
        },
        TestContext.Current.CancellationToken);

    private static SqliteBatch BatchOn(CachingConnection connection) => new(connection, Dialect, TimeProvider.System);

    /// <summary>The shortest time a lock is waited for.</summary>
    private CachingConnection Open()
    {
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "t.db"), Pooling = false, DefaultTimeout = 1 };
        var connection = new CachingConnection(file.ToString());
        connection.Open();
        return connection;
    }

    private long Count() => Dapper.SqlMapper.ExecuteScalar<long>(_other, "SELECT COUNT(*) FROM t");
}
