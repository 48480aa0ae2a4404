using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Prilavok.Core;
using Prilavok.Storage.Postgres;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Postgres;

/// <summary>How many connections a node opens, and what becomes of calls where there are no more.</summary>
public sealed class ConnectionTests : StoreTests<PostgreSqlFixture>
{
    [Theory]
    [InlineData("Host=a", 40, 10)]
    [InlineData("Host=a;Maximum Pool Size=7;Timeout=3", 7, 3)]
    [InlineData("host=a;MAXIMUM POOL SIZE=7", 7, 10)]
    [InlineData("Host=a;MaxPoolSize=7", 7, 10)]
    public void A_node_opens_so_many_unless_its_connection_string_says_otherwise(string said, int most, int timeout)
    {
        using var source = PostgresStorage.Connect(said, new StorageOptions(), NullLoggerFactory.Instance);
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);

        Assert.Equal((most, timeout), (settings.MaxPoolSize, settings.Timeout));
    }

    [Fact]
    public async Task Many_who_write_for_one_owner_leave_connections_to_others()
    {
        var (one, other) = (await Shop.OpenAsync(Node), await Shop.OpenAsync(Node));
        var storage = Node.Get<IStorage>();
        var (inside, most) = (0, 0);
        var go = new TaskCompletionSource();
        var first = new TaskCompletionSource();
        var holder = storage.WriteAsync(
            one.OwnerId,
            async _ =>
            {
                first.SetResult();
                await go.Task;
                return true;
            },
            Ct);
        await first.Task;
        var waiting = Enumerable.Range(0, 100).Select(_ => storage.WriteAsync(
            one.OwnerId,
            _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Interlocked.Decrement(ref inside);
                return Task.FromResult(true);
            },
            Ct)).ToList();

        Assert.True(await storage.WriteAsync(other.OwnerId, _ => Task.FromResult(true), Ct)); // It would wait for a connection until the first has gone.
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        go.SetResult();
        await Task.WhenAll([holder, .. waiting]);
        Assert.Equal(1, most);
    }

    /// <summary>A role of its own that may have one connection, which is taken.</summary>
    [Fact]
    public async Task Where_the_database_grants_no_more_a_call_waits_until_it_does()
    {
        await using var admin = await Store.OpenAsync();
        var role = $"few_{Guid.CreateVersion7():n}";
        await admin.ExecuteAsync($"CREATE ROLE {role} LOGIN CONNECTION LIMIT 1");
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(admin.ConnectionString) { Username = role, Pooling = true };
            await using var source = PostgresStorage.Connect(settings.ToString(), new StorageOptions(), NullLoggerFactory.Instance);
            await using var taken = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ToString()) { Pooling = false }.ToString());
            await taken.OpenAsync(Ct);
            var storage = new PostgresStorage(
                source, Node.Get<PostgresAnnouncer>(), Node.Get<StorageMeter>(), Options.Create(new StorageOptions()), Store.Clock);

            var read = storage.ReadAsync(_ => Task.FromResult(true), Ct);
            for (var i = 0; i < 20 && !read.IsCompleted; i++)
            {
                await Assert.ThrowsAsync<PostgresException>(() => source.OpenConnectionAsync(Ct).AsTask());
                Store.Clock.Advance(TimeSpan.FromMilliseconds(100));
            }

            Assert.False(read.IsCompleted);
            await taken.CloseAsync();
            await Patience.UntilAsync("the server knows that it is closed", async () =>
                await admin.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM pg_stat_activity WHERE usename = @role", new { role }) == 0);
            await Patience.UntilAsync("the call has its connection", () =>
            {
                Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
                return read.IsCompleted;
            });

            Assert.True(await read);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await admin.ExecuteAsync($"DROP ROLE {role}");
        }
    }
}
