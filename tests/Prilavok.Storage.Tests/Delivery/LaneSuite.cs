using Dapper;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Storage.Tests.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>The words in which lanes are tested.</summary>
public abstract class LaneSuite<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    protected static TimeSpan Lease { get; } = TimeSpan.FromMinutes(1);

    protected Task<long> AppendAsync(string ownerId, params EventKind[] kinds) => Node.WriteAsync(
        ownerId, work => Node.Log.AppendAsync(work, Source.System, [.. kinds.Select(kind => Events.Of(kind, "x"))]));

    protected Task<long> HeadAsync(string ownerId) => Node.ReadAsync(s => Node.Log.HeadAsync(s, ownerId));

    protected Task<IReadOnlyList<ClaimedLane>> ClaimAsync(int limit = 100) =>
        Node.WriteAsync(work => Node.Lanes.ClaimAsync(work, Now, Lease, limit));

    protected async Task<ClaimedLane> ClaimOneAsync() => Assert.Single(await ClaimAsync());

    protected Task<ClaimedLane?> SettleAsync(ClaimedLane lane, Verdict verdict, Attempt? attempt = null) =>
        Node.WriteAsync(lane.Key.OwnerId, work => Node.Lanes.SettleAsync(work, lane, verdict, attempt, Now + Lease));

    /// <summary>Delivers up to the end of the log.</summary>
    protected async Task<ClaimedLane?> DeliverAsync(ClaimedLane lane) =>
        await SettleAsync(lane, new Verdict.Advance(await HeadAsync(lane.Key.OwnerId)));

    protected Attempt Failed(ClaimedLane lane, string error) => new(
        Guid.CreateVersion7(Now), lane.Cursor + 1, lane.Cursor + 1, lane.Failures + 1, Now, TimeSpan.FromMilliseconds(12), 503, error);

    protected async Task<LaneState> StateAsync(Shop shop, Channel channel) =>
        (await Node.ReadAsync(s => Node.Lanes.ListAsync(s, new LaneQuery(shop.App.Id), 1000))).Single(lane => lane.Key.Channel == channel);

    protected async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await Store.OpenAsync();
        return [.. await connection.QueryAsync<T>(sql)];
    }
}
