using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;

namespace Prilavok.Storage.Owners;

internal sealed class TokenStore : ITokens
{
    private const string Columns = "kind, owner_id, subject_id, created_at, expires_at, token_id, name, scopes";

    public async Task<TokenBearer?> FindAsync(ISession session, string hash) =>
        await SqlSession.Of(session).FirstAsync<Row>(
            $"SELECT {Columns} FROM tokens WHERE token_hash = @hash", new { hash }) is { } row
            ? new TokenBearer((TokenKind)row.Kind, row.OwnerId, row.SubjectId)
            {
                ExpiresAt = Instant.At(row.ExpiresAt),
                Named = row.TokenId is null ? null : new TokenName(row.TokenId, row.Name ?? "", row.ScopeList),
            }
            : null;

    public Task AddAsync(IWork work, string hash, TokenBearer bearer, DateTimeOffset now) => SqlSession.Of(work).ExecuteAsync(
        $"""
        INSERT INTO tokens (token_hash, {Columns})
        VALUES (@hash, @kind, @OwnerId, @SubjectId, @now, @expiresAt, @id, @name, @scopes)
        """,
        new
        {
            hash,
            kind = (int)bearer.Kind,
            bearer.OwnerId,
            bearer.SubjectId,
            now = now.Ms(),
            expiresAt = bearer.ExpiresAt.Ms(),
            id = bearer.Named?.Id,
            name = bearer.Named?.Name,
            scopes = bearer.Named is { } named ? string.Join(' ', named.Scopes) : null,
        });

    public Task RemoveAsync(IWork work, string hash) =>
        SqlSession.Of(work).ExecuteAsync("DELETE FROM tokens WHERE token_hash = @hash", new { hash });

    public Task RemoveAllAsync(IWork work, TokenBearer bearer) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM tokens WHERE owner_id = @OwnerId AND kind = @kind AND subject_id = @SubjectId",
        new { kind = (int)bearer.Kind, bearer.OwnerId, bearer.SubjectId });

    public Task RemoveSessionsAsync(IWork work, TokenBearer bearer, string? exceptHash) => SqlSession.Of(work).ExecuteAsync(
        """
        DELETE FROM tokens WHERE owner_id = @OwnerId AND kind = @kind AND subject_id = @SubjectId AND token_id IS NULL
            AND token_hash <> @except
        """,
        new { kind = (int)bearer.Kind, bearer.OwnerId, bearer.SubjectId, except = exceptHash ?? "" });

    public async Task<IReadOnlyList<PersonalToken>> NamedAsync(ISession session, TokenBearer bearer) =>
        [.. (await SqlSession.Of(session).QueryAsync<Row>(
            $"""
            SELECT {Columns} FROM tokens WHERE owner_id = @OwnerId AND kind = @kind AND subject_id = @SubjectId AND token_id IS NOT NULL
            ORDER BY created_at, token_id
            """,
            new { kind = (int)bearer.Kind, bearer.OwnerId, bearer.SubjectId }))
            .Select(row => new PersonalToken(row.TokenId!, row.Name ?? "", row.ScopeList, Instant.At(row.CreatedAt), Instant.At(row.ExpiresAt)))];

    public async Task<bool> RemoveNamedAsync(IWork work, TokenBearer bearer, string id) => await SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM tokens WHERE owner_id = @OwnerId AND kind = @kind AND subject_id = @SubjectId AND token_id = @id",
        new { kind = (int)bearer.Kind, bearer.OwnerId, bearer.SubjectId, id }) > 0;

    public Task RemoveOverAsync(IWork work, DateTimeOffset now) =>
        SqlSession.Of(work).ExecuteAsync("DELETE FROM tokens WHERE expires_at <= @now", new { now = now.Ms() });

    private sealed class Row
    {
        public int Kind { get; init; }

        public string OwnerId { get; init; } = "";

        public string SubjectId { get; init; } = "";

        public long CreatedAt { get; init; }

        public long? ExpiresAt { get; init; }

        public string? TokenId { get; init; }

        public string? Name { get; init; }

        public string? Scopes { get; init; }

        public string[] ScopeList => Scopes?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }
}
