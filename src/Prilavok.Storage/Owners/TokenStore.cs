using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;

namespace Prilavok.Storage.Owners;

internal sealed class TokenStore : ITokens
{
    private const string Columns = "kind, owner_id, subject_id, created_at, expires_at, token_id, name, scopes, agent, family, current_hash";

    private const string OfBearer = "owner_id = @OwnerId AND kind = @kind AND subject_id = @SubjectId";

    public async Task<TokenBearer?> FindAsync(ISession session, string hash) =>
        await SqlSession.Of(session).FirstAsync<Row>(
            $"SELECT {Columns} FROM tokens WHERE token_hash = @hash", new { hash }) is { } row
            ? new TokenBearer((TokenKind)row.Kind, row.OwnerId, row.SubjectId)
            {
                ExpiresAt = Instant.At(row.ExpiresAt),
                Agent = row.Agent,
                Family = row.Family,
                Current = row.CurrentHash,
                Named = row.TokenId is null ? null : new TokenName(row.TokenId, row.Name ?? "", row.ScopeList),
            }
            : null;

    public Task AddAsync(IWork work, string hash, TokenBearer bearer, DateTimeOffset now) => SqlSession.Of(work).ExecuteAsync(
        $"""
        INSERT INTO tokens (token_hash, {Columns})
        VALUES (@hash, @kind, @OwnerId, @SubjectId, @now, @expiresAt, @id, @name, @scopes, @Agent, @Family, @Current)
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
            bearer.Agent,
            bearer.Family,
            bearer.Current,
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

    public async Task<IReadOnlyList<OpenSession>> SessionsAsync(ISession session, TokenBearer bearer, DateTimeOffset now) =>
        [.. (await SqlSession.Of(session).QueryAsync<Row>(
            $"""
            SELECT token_hash, {Columns} FROM tokens
            WHERE {OfBearer} AND token_id IS NULL AND family IS NULL AND (expires_at IS NULL OR expires_at > @now)
            ORDER BY created_at, token_hash
            """,
            new { kind = (int)bearer.Kind, bearer.OwnerId, bearer.SubjectId, now = now.Ms() }))
            .Select(row => new OpenSession(
                Sessions.IdOfHash(row.TokenHash), row.Agent, Instant.At(row.CreatedAt), Instant.At(row.ExpiresAt),
                bearer.Kind == TokenKind.PublisherRefresh))];

    public async Task<bool> RemoveSessionAsync(IWork work, TokenBearer bearer, string id)
    {
        var sql = SqlSession.Of(work);
        var found = await sql.QueryAsync<string>(
            $"SELECT token_hash FROM tokens WHERE {OfBearer} AND token_id IS NULL AND family IS NULL AND substr(token_hash, 1, 32) = @id",
            new { kind = (int)bearer.Kind, bearer.OwnerId, bearer.SubjectId, id });
        foreach (var hash in found)
        {
            await RemoveAsync(work, hash);
            await sql.ExecuteAsync(
                "DELETE FROM tokens WHERE owner_id = @OwnerId AND kind = @kind AND subject_id = @SubjectId AND family = @hash",
                new { kind = (int)TokenKind.Publisher, bearer.OwnerId, bearer.SubjectId, hash });
        }

        return found.Any();
    }

    public Task<int> KeepNewestAsync(IWork work, TokenBearer bearer, int most, string newestHash) => SqlSession.Of(work).ExecuteAsync(
        $"""
        DELETE FROM tokens WHERE token_hash IN (
            SELECT token_hash FROM tokens
            WHERE {OfBearer} AND token_id IS NULL AND expires_at IS NOT NULL AND token_hash <> @newestHash
                AND {(bearer.Family is null ? "family IS NULL" : "family = @Family")}
            ORDER BY created_at DESC, token_hash LIMIT @all OFFSET @others)
        """,
        new { kind = (int)bearer.Kind, bearer.OwnerId, bearer.SubjectId, bearer.Family, newestHash, others = most - 1, all = int.MaxValue });

    public async Task<bool> RotateAsync(IWork work, string hash, string? given, string next) => await SqlSession.Of(work).ExecuteAsync(
        $"UPDATE tokens SET current_hash = @next WHERE token_hash = @hash AND {(given is null ? "current_hash IS NULL" : "current_hash = @given")}",
        new { hash, given, next }) > 0;

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

    public Task RemoveAllNamedAsync(IWork work, TokenBearer bearer) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM tokens WHERE owner_id = @OwnerId AND kind = @kind AND subject_id = @SubjectId AND token_id IS NOT NULL",
        new { kind = (int)bearer.Kind, bearer.OwnerId, bearer.SubjectId });

    public Task RemoveOverAsync(IWork work, DateTimeOffset now) =>
        SqlSession.Of(work).ExecuteAsync("DELETE FROM tokens WHERE expires_at <= @now", new { now = now.Ms() });

    private sealed class Row
    {
        public int Kind { get; init; }

        public string OwnerId { get; init; } = "";

        public string SubjectId { get; init; } = "";

        public long CreatedAt { get; init; }

        public long? ExpiresAt { get; init; }

        public string TokenHash { get; init; } = "";

        public string? Agent { get; init; }

        public string? Family { get; init; }

        public string? CurrentHash { get; init; }

        public string? TokenId { get; init; }

        public string? Name { get; init; }

        public string? Scopes { get; init; }

        public string[] ScopeList => Scopes?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }
}
