using Prilavok.Core;
using Prilavok.Core.Owners;

namespace Prilavok.Storage.Owners;

internal sealed class TokenStore : ITokens
{
    public async Task<TokenBearer?> FindAsync(ISession session, string hash) =>
        await SqlSession.Of(session).FirstAsync<Row>(
            "SELECT kind, owner_id, subject_id, expires_at FROM tokens WHERE token_hash = @hash", new { hash }) is { } row
            ? new TokenBearer((TokenKind)row.Kind, row.OwnerId, row.SubjectId) { ExpiresAt = Instant.At(row.ExpiresAt) }
            : null;

    public Task AddAsync(IWork work, string hash, TokenBearer bearer, DateTimeOffset now) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO tokens (token_hash, kind, owner_id, subject_id, created_at, expires_at)
        VALUES (@hash, @kind, @OwnerId, @SubjectId, @now, @expiresAt)
        """,
        new { hash, kind = (int)bearer.Kind, bearer.OwnerId, bearer.SubjectId, now = now.Ms(), expiresAt = bearer.ExpiresAt.Ms() });

    public Task RemoveAsync(IWork work, string hash) =>
        SqlSession.Of(work).ExecuteAsync("DELETE FROM tokens WHERE token_hash = @hash", new { hash });

    public Task RemoveAllAsync(IWork work, TokenBearer bearer) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM tokens WHERE owner_id = @OwnerId AND kind = @kind AND subject_id = @SubjectId",
        new { kind = (int)bearer.Kind, bearer.OwnerId, bearer.SubjectId });

    public Task RemoveOverAsync(IWork work, DateTimeOffset now) =>
        SqlSession.Of(work).ExecuteAsync("DELETE FROM tokens WHERE expires_at <= @now", new { now = now.Ms() });

    private sealed class Row
    {
        public int Kind { get; init; }

        public string OwnerId { get; init; } = "";

        public string SubjectId { get; init; } = "";

        public long? ExpiresAt { get; init; }
    }
}
