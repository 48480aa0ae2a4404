using System.Text.Json;

namespace Prilavok.Storage.Backups;

/// <summary>
/// Numbers that are counted beside the logs and told to others: the state that was lost may have given them out, so that they go on
/// elsewhere. What an owner pays is numbered behind the gaps of the owner's log.
/// </summary>
internal static class CountedNumbers
{
    private const int AtATime = 500;

    /// <summary>For what was counted faster than time goes after all.</summary>
    private const int LeastJump = 10_000_000;

    private const string JumpVersions = """
        INSERT INTO counters (name, value) VALUES ('version', @seconds)
        ON CONFLICT (name) DO UPDATE SET value = CASE WHEN counters.value < @seconds THEN @seconds ELSE counters.value + 1 END
        """;

    private static readonly Statement KeepSubscription = new(
        "UPDATE subscriptions SET details = @details WHERE owner_id = @owner AND subscription_id = @subscription", "@details", "@owner",
        "@subscription");

    /// <param name="seconds">Of the present moment: nobody makes one each second for years.</param>
    public static async Task JumpAsync(SqlSession sql, int seconds)
    {
        await sql.ExecuteAsync(JumpVersions, new { seconds });
        var (owner, subscription) = ("", "");
        while (true)
        {
            var rows = (await sql.QueryAsync<Row>(
                """
                SELECT owner_id, subscription_id, details FROM subscriptions WHERE (owner_id, subscription_id) > (@owner, @subscription)
                ORDER BY owner_id, subscription_id LIMIT @limit
                """,
                new { owner, subscription, limit = AtATime })).ToList();
            await sql.ExecuteEachAsync(
                KeepSubscription, rows.Select(row => new object?[] { Jumped(row.Details, seconds), row.OwnerId, row.SubscriptionId }));
            if (rows.Count < AtATime)
            {
                return;
            }

            (owner, subscription) = (rows[^1].OwnerId, rows[^1].SubscriptionId);
        }
    }

    private static byte[] Jumped(byte[] details, int seconds)
    {
        var kept = JsonSerializer.Deserialize(details, StorageJson.Default.Subscription)
            ?? throw new InvalidOperationException("A kept subscription is null.");
        var next = kept.Sequence < seconds ? seconds : kept.Sequence + LeastJump;
        return JsonSerializer.SerializeToUtf8Bytes(kept with { Sequence = next }, StorageJson.Default.Subscription);
    }

    private sealed class Row
    {
        public string OwnerId { get; init; } = "";

        public string SubscriptionId { get; init; } = "";

        public byte[] Details { get; init; } = [];
    }
}
