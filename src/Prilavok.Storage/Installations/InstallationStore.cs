using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Installations;

namespace Prilavok.Storage.Installations;

internal sealed class InstallationStore(ISecrets secrets) : IInstallations
{
    private const string Select =
        "SELECT owner_id, app_id, token, user_token, rights, partner_bills, created_at, terminals, version, revision FROM installations";

    public async Task<Installation?> FindAsync(ISession session, string ownerId, string appId)
    {
        var row = await SqlSession.Of(session).FirstAsync<Row>(
            Select + " WHERE owner_id = @ownerId AND app_id = @appId", new { ownerId, appId = Ids.Key(appId) });
        return row is null ? null : InstallationOf(row);
    }

    public async Task<IReadOnlyList<Installation>> OfOwnerAsync(ISession session, string ownerId)
    {
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            Select + " WHERE owner_id = @ownerId ORDER BY created_at, app_id", new { ownerId });
        return [.. rows.Select(InstallationOf)];
    }

    /// <summary>The list kept in a column; null is all.</summary>
    public static IReadOnlyList<string>? Terminals(string? kept) =>
        kept is null ? null : JsonSerializer.Deserialize(kept, StorageJson.Default.StringArray);

    public async Task<IReadOnlyList<(string OwnerId, DateTimeOffset CreatedAt)>> ListAsync(
        ISession session, string appId, string afterOwnerId, int limit)
    {
        var rows = await SqlSession.Of(session).QueryAsync<(string OwnerId, long CreatedAt)>(
            """
            SELECT owner_id, created_at FROM installations WHERE app_id = @appId AND owner_id > @afterOwnerId
            ORDER BY owner_id LIMIT @limit
            """,
            new { appId = Ids.Key(appId), afterOwnerId, limit });
        return [.. rows.Select(row => (row.OwnerId, Instant.At(row.CreatedAt)))];
    }

    public Task SaveAsync(IOwnerWork work, Installation installation) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO installations (owner_id, app_id, token, user_token, rights, partner_bills, created_at, terminals, version, revision)
        VALUES (@OwnerId, @AppId, @token, @userToken, @rights, @bills, @createdAt, @terminals, @Version, @Revision)
        ON CONFLICT (owner_id, app_id) DO UPDATE
        SET token = excluded.token, user_token = excluded.user_token, rights = excluded.rights, partner_bills = excluded.partner_bills,
            terminals = excluded.terminals, version = excluded.version, revision = excluded.revision
        """,
        new
        {
            installation.OwnerId,
            AppId = Ids.Key(installation.AppId),
            token = secrets.Kept(installation.Token),
            userToken = installation.UserToken is { } userToken ? secrets.Kept(userToken) : null,
            rights = JsonSerializer.Serialize([.. installation.Rights], StorageJson.Default.StringArray),
            bills = installation.PartnerBills ? 1 : 0,
            createdAt = installation.CreatedAt.Ms(),
            terminals = installation.Terminals is { } terminals ? JsonSerializer.Serialize([.. terminals], StorageJson.Default.StringArray) : null,
            installation.Version,
            installation.Revision,
        });

    public Task RemoveAsync(IOwnerWork work, string appId) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM installations WHERE owner_id = @OwnerId AND app_id = @appId", new { work.OwnerId, appId = Ids.Key(appId) });

    private Installation InstallationOf(Row row) => new(
        row.OwnerId,
        row.AppId,
        secrets.Read(row.Token),
        row.UserToken is { } userToken ? secrets.Read(userToken) : null,
        JsonSerializer.Deserialize(row.Rights, StorageJson.Default.StringArray) ?? [],
        row.PartnerBills != 0,
        Instant.At(row.CreatedAt))
    {
        Terminals = Terminals(row.Terminals),
        Version = (int)row.Version,
        Revision = (int)row.Revision,
    };

    private sealed class Row
    {
        public string OwnerId { get; init; } = "";

        public string AppId { get; init; } = "";

        public string Token { get; init; } = "";

        public string? UserToken { get; init; }

        public string Rights { get; init; } = "";

        public int PartnerBills { get; init; }

        public long CreatedAt { get; init; }

        public string? Terminals { get; init; }

        public long Version { get; init; }

        public long Revision { get; init; }
    }
}
