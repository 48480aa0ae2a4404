using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Storage.Subscriptions;

internal sealed class PaymentStore : IPayments
{
    /// <summary>Numbers that a lost payment may have had lie before the end of the last gap in the owner's log, which grows faster.</summary>
    public Task AddAsync(IOwnerWork work, Payment payment) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO payments (owner_id, number, payment_id, app_id, subscription_id, reason, amount, at, paid)
        VALUES (
            @OwnerId,
            COALESCE((SELECT MAX(given) FROM (
                SELECT MAX(number) AS given FROM payments WHERE owner_id = @OwnerId
                UNION ALL SELECT MAX(last_seq) FROM log_gaps WHERE owner_id = @OwnerId) AS numbers), 0) + 1,
            @Id, @appId, @SubscriptionId, @reason, @Amount, @at, @paid)
        """,
        new
        {
            work.OwnerId,
            payment.Id,
            appId = Ids.Key(payment.AppId),
            payment.SubscriptionId,
            reason = (int)payment.Reason,
            payment.Amount,
            at = payment.At.Ms(),
            paid = payment.IsPaid ? 1 : 0,
        });

    public async Task<IReadOnlyList<Payment>> ListAsync(ISession session, string ownerId, long? before, int limit)
    {
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            """
            SELECT number, payment_id, app_id, subscription_id, reason, amount, at, paid FROM payments
            WHERE owner_id = @ownerId AND number < @before ORDER BY number DESC LIMIT @limit
            """,
            new { ownerId, before = before ?? long.MaxValue, limit });
        return [.. rows.Select(row => new Payment(
            row.Number, row.PaymentId, row.AppId, row.SubscriptionId, (ChargeReason)row.Reason, row.Amount, Instant.At(row.At), row.Paid != 0))];
    }

    public Task<int> DeclinedAsync(ISession session, string ownerId, long since) => SqlSession.Of(session).ScalarAsync<int>(
        "SELECT COUNT(*) FROM payments WHERE owner_id = @ownerId AND number > @since AND paid = 0", new { ownerId, since });

    public async Task<PaymentMethod> MethodAsync(ISession session, string ownerId)
    {
        var kept = await SqlSession.Of(session).ScalarAsync<byte[]>(
            "SELECT details FROM payment_methods WHERE owner_id = @ownerId", new { ownerId });
        return kept is null
            ? PaymentMethod.Default
            : JsonSerializer.Deserialize(kept, StorageJson.Default.PaymentMethod) ?? throw new InvalidOperationException("A kept method is null.");
    }

    public async Task SaveMethodAsync(IOwnerWork work, PaymentMethod method)
    {
        var sql = SqlSession.Of(work);
        var last = await sql.ScalarAsync<long?>("SELECT MAX(number) FROM payments WHERE owner_id = @OwnerId", new { work.OwnerId });
        await sql.ExecuteAsync(
            """
            INSERT INTO payment_methods (owner_id, details) VALUES (@OwnerId, @details)
            ON CONFLICT (owner_id) DO UPDATE SET details = excluded.details
            """,
            new
            {
                work.OwnerId,
                details = JsonSerializer.SerializeToUtf8Bytes(method with { Since = last ?? 0 }, StorageJson.Default.PaymentMethod),
            });
    }

    private sealed class Row
    {
        public long Number { get; init; }

        public string PaymentId { get; init; } = "";

        public string AppId { get; init; } = "";

        public string SubscriptionId { get; init; } = "";

        public int Reason { get; init; }

        public long Amount { get; init; }

        public long At { get; init; }

        public int Paid { get; init; }
    }
}
