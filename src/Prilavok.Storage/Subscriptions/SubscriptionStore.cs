using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Storage.Subscriptions;

internal sealed class SubscriptionStore(ISecrets secrets, BillingSignal signal) : ISubscriptions
{
    private const string Select = "SELECT details, user_token FROM subscriptions WHERE owner_id = @ownerId";

    private const string Newest = Select + " AND app_id = @appId ORDER BY started_at DESC, subscription_id DESC";

    private const string Claim = """
        WITH due AS MATERIALIZED (
            SELECT owner_id, subscription_id FROM subscriptions WHERE due_at <= @now ORDER BY due_at, subscription_id LIMIT @limit
        """;

    private const string Claimed = """
        )
        UPDATE subscriptions SET leased = 1, due_at = @until
        WHERE (owner_id, subscription_id) IN (SELECT owner_id, subscription_id FROM due)
        RETURNING owner_id, subscription_id, app_id
        """;

    public async Task<Subscription?> FindAsync(ISession session, string ownerId, string subscriptionId) => Parse(
        await SqlSession.Of(session).FirstAsync<Row>(Select + " AND subscription_id = @subscriptionId", new { ownerId, subscriptionId }));

    public async Task<Subscription?> LastAsync(ISession session, string ownerId, string appId) =>
        Parse(await SqlSession.Of(session).FirstAsync<Row>(Newest + " LIMIT 1", new { ownerId, appId = Ids.Key(appId) }));

    public async Task<IReadOnlyList<Subscription>> ListAsync(ISession session, string ownerId, string appId) =>
        [.. (await SqlSession.Of(session).QueryAsync<Row>(Newest, new { ownerId, appId = Ids.Key(appId) })).Select(row => Parse(row)!)];

    public async Task SaveAsync(IOwnerWork work, Subscription subscription, DateTimeOffset? leaseUntil)
    {
        var sql = SqlOwnerWork.Of(work);
        var ahead = TimeSpan.FromMilliseconds(sql.Owner.ClockOffset);
        await sql.ExecuteAsync(
            """
            INSERT INTO subscriptions (owner_id, subscription_id, app_id, state, started_at, due_at, leased, user_token, details)
            VALUES (@OwnerId, @Id, @appId, @state, @startedAt, @dueAt, @leased, @userToken, @details)
            ON CONFLICT (owner_id, subscription_id) DO UPDATE
            SET state = excluded.state, due_at = excluded.due_at, leased = excluded.leased, user_token = excluded.user_token,
                details = excluded.details
            """,
            new
            {
                work.OwnerId,
                subscription.Id,
                appId = Ids.Key(subscription.AppId),
                state = (int)subscription.State,
                startedAt = subscription.StartedAt.Ms(),
                dueAt = (leaseUntil ?? (subscription.DueAt - ahead)).Ms(),
                leased = leaseUntil is null ? 0 : 1,
                userToken = subscription.UserToken is { } token ? secrets.Kept(token) : null,
                details = JsonSerializer.SerializeToUtf8Bytes(subscription with { UserToken = null }, StorageJson.Default.Subscription),
            });
        sql.InThisProcess(signal.RingDue);
    }

    public async Task<IReadOnlyList<SubscriptionKey>> ClaimAsync(IWork work, DateTimeOffset now, TimeSpan lease, int limit)
    {
        var sql = SqlSession.Of(work);
        return [.. await sql.QueryAsync<SubscriptionKey>(
            Claim + sql.Dialect.ClaimRows + Claimed, new { now = now.Ms(), until = (now + lease).Ms(), limit })];
    }

    public async Task<DateTimeOffset?> NextDueAsync(ISession session) =>
        Instant.At(await SqlSession.Of(session).ScalarAsync<long?>("SELECT MIN(due_at) FROM subscriptions WHERE due_at IS NOT NULL"));

    public async Task<(DateTimeOffset DueAt, IReadOnlyList<SubscriptionKey> Keys)?> NextOfAsync(ISession session, string ownerId)
    {
        var rows = (await SqlSession.Of(session).QueryAsync<Row>(
            """
            SELECT owner_id, subscription_id, app_id, due_at FROM subscriptions
            WHERE owner_id = @ownerId AND leased = 0
                AND due_at = (SELECT MIN(due_at) FROM subscriptions WHERE owner_id = @ownerId AND leased = 0)
            ORDER BY started_at, subscription_id
            """,
            new { ownerId })).ToList();
        return rows is [{ DueAt: { } dueAt }, ..] ? (Instant.At(dueAt), [.. rows.Select(row => row.Key)]) : null;
    }

    public async Task<IReadOnlyList<SubscriptionKey>> OpenAsync(ISession session, string ownerId, DateTimeOffset now) =>
        [.. await SqlSession.Of(session).QueryAsync<SubscriptionKey>(
            """
            SELECT owner_id, subscription_id, app_id FROM subscriptions WHERE owner_id = @ownerId AND (leased = 1 OR due_at <= @now)
            ORDER BY started_at, subscription_id
            """,
            new { ownerId, now = now.Ms() })];

    /// <summary>A lease is real time: it stays where it is.</summary>
    public Task ShiftAsync(IOwnerWork work, TimeSpan step) => SqlSession.Of(work).ExecuteAsync(
        "UPDATE subscriptions SET due_at = due_at - @step WHERE owner_id = @OwnerId AND due_at IS NOT NULL AND leased = 0",
        new { work.OwnerId, step = (long)step.TotalMilliseconds });

    private Subscription? Parse(Row? row)
    {
        if (row is null)
        {
            return null;
        }

        var kept = JsonSerializer.Deserialize(row.Details, StorageJson.Default.Subscription)
            ?? throw new InvalidOperationException("A kept subscription is null.");
        return kept with { UserToken = row.UserToken is { } token ? secrets.Read(token) : null };
    }

    private sealed class Row
    {
        public string OwnerId { get; init; } = "";

        public string SubscriptionId { get; init; } = "";

        public string AppId { get; init; } = "";

        public byte[] Details { get; init; } = [];

        public string? UserToken { get; init; }

        public long? DueAt { get; init; }

        public SubscriptionKey Key => new(OwnerId, SubscriptionId, AppId);
    }
}
