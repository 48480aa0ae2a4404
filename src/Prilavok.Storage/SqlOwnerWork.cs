using System.Data.Common;
using Prilavok.Core;

namespace Prilavok.Storage;

/// <summary>A unit of work that holds its owner's row.</summary>
internal sealed class SqlOwnerWork : SqlWork, IOwnerWork
{
    private const string Hold = "SELECT head, clock_offset, log_at FROM owners WHERE owner_id = @ownerId";

    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;

    private SqlOwnerWork(
        DbConnection connection, DbTransaction? transaction, IDialect dialect, string ownerId, HeldOwner owner, TimeProvider clock)
        : base(connection, transaction, dialect)
    {
        _connection = connection;
        _transaction = transaction;
        OwnerId = ownerId;
        Owner = owner;

        // Read once the owner is held; whole milliseconds, as they are kept.
        RealNow = Instant.At(clock.GetUtcNow().Ms());
        var now = RealNow + TimeSpan.FromMilliseconds(owner.ClockOffset);
        var last = Instant.At(owner.LogAt);
        Now = now < last ? last : now; // Nodes' clocks differ; along the log, time stands still rather than run backwards.
    }

    public string OwnerId { get; }

    public HeldOwner Owner { get; }

    public DateTimeOffset Now { get; }

    public DateTimeOffset RealNow { get; }

    public long Head => Owner.Head;

    /// <summary>The span in which it is written, kept with its events; null where none is recorded.</summary>
    public string? Trace { get; set; }

    public static SqlOwnerWork Of(IOwnerWork work) => (SqlOwnerWork)work;

    /// <exception cref="OwnerUnknownException">There is no such owner.</exception>
    public static async Task<SqlOwnerWork> HoldAsync(
        DbConnection connection, DbTransaction? transaction, IDialect dialect, string ownerId, TimeProvider clock)
    {
        var owner = await new SqlSession(connection, transaction, dialect).FirstAsync<HeldOwner>(Hold + dialect.HoldRow, new { ownerId })
            ?? throw new OwnerUnknownException(ownerId);
        return new SqlOwnerWork(connection, transaction, dialect, ownerId, owner, clock);
    }

    /// <summary>Another unit in the same transaction, which goes on where this one ended.</summary>
    public SqlOwnerWork Next(TimeProvider clock) => new(_connection, _transaction, Dialect, OwnerId, Owner, clock);

    /// <summary>Writes what the units that held the owner have put off so far; the last time before the commit.</summary>
    public async Task FinishAsync()
    {
        if (Owner.Tail is { } tail)
        {
            Owner.Tail = null;
            await tail(this);
        }
    }

    /// <returns>The work whose end is told after the commit, and the new owner's id; null when none was added.</returns>
    public static async Task<(SqlWork Work, string? OwnerId)> AddAsync(
        DbConnection connection, DbTransaction? transaction, IDialect dialect, Func<IWork, Task<string?>> add, Func<IOwnerWork, Task> furnish,
        TimeProvider clock)
    {
        var adding = new SqlWork(connection, transaction, dialect);
        if (await add(adding) is not { } ownerId)
        {
            return (adding, null);
        }

        var work = await HoldAsync(connection, transaction, dialect, ownerId, clock);
        await furnish(work);
        await work.FinishAsync();
        return (work, ownerId);
    }
}
