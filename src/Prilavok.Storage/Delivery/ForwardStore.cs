using System.Security.Cryptography;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

internal sealed class ForwardStore(ISecrets secrets, ForwardSignal signal) : IForwards
{
    /// <summary>Nobody waits so long for an answer.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    public Task KeepAsync(IWork work, Forward forward, DateTimeOffset leaseUntil) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO forwards (app_id, stream_id, only_owner, opened_at, lease_until) VALUES (@AppId, @StreamId, @OwnerId, @openedAt, @leaseUntil)
        ON CONFLICT (app_id, stream_id) DO UPDATE SET lease_until = excluded.lease_until
        """,
        new { forward.AppId, forward.StreamId, forward.OwnerId, openedAt = forward.OpenedAt.Ms(), leaseUntil = leaseUntil.Ms() });

    public async Task CloseAsync(IWork work, Forward forward)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync("DELETE FROM forwards WHERE app_id = @AppId AND stream_id = @StreamId", new { forward.AppId, forward.StreamId });
        await sql.ExecuteAsync("DELETE FROM forwarded WHERE stream_id = @StreamId AND answer IS NULL", new { forward.StreamId });
        work.AfterCommit(signal.RingSettled);
    }

    public async Task<IReadOnlyList<Forward>> OpenAsync(ISession session, DateTimeOffset now)
    {
        var rows = await SqlSession.Of(session).QueryAsync<(string AppId, string StreamId, string? OwnerId, long OpenedAt)>(
            "SELECT app_id, stream_id, only_owner, opened_at FROM forwards WHERE lease_until > @now ORDER BY opened_at DESC, stream_id DESC",
            new { now = now.Ms() });
        return [.. rows.Select(row => new Forward(row.AppId, row.StreamId, row.OwnerId, Instant.At(row.OpenedAt)))];
    }

    public async Task AddAsync(IOwnerWork work, ForwardedRequest request)
    {
        await SqlSession.Of(work).ExecuteAsync(
            """
            INSERT INTO forwarded (owner_id, request_id, app_id, stream_id, request, created_at)
            VALUES (@OwnerId, @Id, @AppId, @StreamId, @kept, @now)
            """,
            new
            {
                work.OwnerId,
                request.Id,
                request.AppId,
                request.StreamId,
                kept = secrets.Protect(JsonSerializer.Serialize(request, StorageJson.Default.ForwardedRequest)),
                now = SqlOwnerWork.Of(work).RealNow.Ms(),
            });
        work.AfterCommit(signal.RingDue);
    }

    public async Task<IReadOnlyList<ForwardedRequest>> WaitingAsync(ISession session, Forward forward)
    {
        var rows = await SqlSession.Of(session).QueryAsync<string>(
            "SELECT request FROM forwarded WHERE stream_id = @StreamId AND answer IS NULL ORDER BY created_at, request_id", new { forward.StreamId });
        return [.. rows.Select(Opened).OfType<ForwardedRequest>()];
    }

    /// <returns>Null of one that cannot be opened: it is out of time soon, and the stream goes on with the others.</returns>
    private ForwardedRequest? Opened(string kept)
    {
        try
        {
            return JsonSerializer.Deserialize(secrets.Unprotect(kept), StorageJson.Default.ForwardedRequest);
        }
        catch (Exception e) when (e is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    public async Task<bool> AnswerAsync(IOwnerWork work, string appId, string requestId, ForwardedAnswer answer)
    {
        var changed = await SqlSession.Of(work).ExecuteAsync(
            "UPDATE forwarded SET answer = @kept WHERE owner_id = @OwnerId AND request_id = @requestId AND app_id = @appId AND answer IS NULL",
            new { work.OwnerId, requestId, appId, kept = secrets.Protect(JsonSerializer.Serialize(answer, StorageJson.Default.ForwardedAnswer)) });
        work.AfterCommit(signal.RingSettled);
        return changed > 0;
    }

    public async Task<ForwardedAnswer?> FindAnswerAsync(ISession session, string ownerId, string requestId) =>
        await SqlSession.Of(session).ScalarAsync<string>(
            "SELECT answer FROM forwarded WHERE owner_id = @ownerId AND request_id = @requestId", new { ownerId, requestId }) is { } kept
            ? JsonSerializer.Deserialize(secrets.Read(kept).Open(), StorageJson.Default.ForwardedAnswer)
            : null;

    public Task RemoveAsync(IOwnerWork work, string requestId) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM forwarded WHERE owner_id = @OwnerId AND request_id = @requestId", new { work.OwnerId, requestId });

    public async Task SweepAsync(IWork work, DateTimeOffset now)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync("DELETE FROM forwards WHERE lease_until < @before", new { before = (now - Forgotten).Ms() });
        await sql.ExecuteAsync("DELETE FROM forwarded WHERE created_at < @before", new { before = (now - Forgotten).Ms() });
    }
}
