using System.Data;
using System.Data.Common;
using Npgsql;
using Prilavok.Core;

namespace Prilavok.Storage.Postgres;

/// <summary>Many nodes on one database. The owner's row is the lock of the owner's business.</summary>
internal sealed class PostgresStorage(NpgsqlDataSource source, TimeProvider clock) : IStorage
{
    public const string NotifyChannel = "prilavok";

    private const int MostRepeats = 5;

    private readonly PostgresDialect _dialect = new();

    public async Task<T> ReadAsync<T>(Func<ISession, Task<T>> read, CancellationToken ct)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            return await read(new SqlSession(connection, transaction, _dialect));
        }
        catch (DbException e) when (_dialect.IsUnavailable(e))
        {
            throw new StorageUnavailableException("The database cannot be reached now.", e);
        }
    }

    public Task<T> WriteAsync<T>(Func<IWork, Task<T>> unit, CancellationToken ct) =>
        RepeatAsync(
            async (connection, transaction) =>
            {
                var work = new SqlWork(connection, transaction, _dialect);
                return (work, await unit(work));
            },
            ct);

    public Task<T> WriteAsync<T>(string ownerId, Func<IOwnerWork, Task<T>> unit, CancellationToken ct) =>
        RepeatAsync(
            async (connection, transaction) =>
            {
                var locked = new SqlSession(connection, transaction, _dialect);
                var row = await locked.FirstAsync<OwnerRow>(SqlOwnerWork.Lock + " FOR UPDATE", new { ownerId })
                    ?? throw new OwnerUnknownException(ownerId);
                var work = new SqlOwnerWork(connection, transaction, _dialect, ownerId, row, clock.GetUtcNow());
                var result = await unit(work);
                if (work.Announce)
                {
                    await work.ExecuteAsync("SELECT pg_notify(@NotifyChannel, @ownerId)", new { NotifyChannel, ownerId });
                }

                return (work as SqlWork, result);
            },
            ct);

    private async Task<T> RepeatAsync<T>(Func<NpgsqlConnection, NpgsqlTransaction, Task<(SqlWork Work, T Result)>> unit, CancellationToken ct)
    {
        for (var repeat = 0; ; repeat++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
                var (work, result) = await unit(connection, transaction);

                // A commit under way is not called back: its caller would not know whether it happened.
                await transaction.CommitAsync(CancellationToken.None);
                work.Committed();
                return result;
            }
            catch (DbException e) when (PostgresDialect.IsWorthRepeating(e) && repeat < MostRepeats)
            {
                // The database asks for it: nothing of this attempt is left.
            }
            catch (DbException e) when (_dialect.IsUnavailable(e))
            {
                throw new StorageUnavailableException("The database cannot be reached now.", e);
            }
        }
    }
}
