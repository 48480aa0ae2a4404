using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;

namespace Prilavok.Storage.Apps;

internal sealed class AppStore(ISecrets secrets) : IApps, IAudit
{
    private const string Select = "SELECT app_id, publisher_id, sandbox_owner_id, settings, created_at, updated_at FROM apps";

    public Task<App?> FindAsync(ISession session, string appId) => FindAsync(SqlSession.Of(session), appId, "");

    public Task<App?> HoldAsync(IWork work, string appId) => FindAsync(SqlSession.Of(work), appId, SqlSession.Of(work).Dialect.HoldRow);

    public Task SaveAsync(IWork work, App app) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO apps (app_id, publisher_id, sandbox_owner_id, settings, created_at, updated_at)
        VALUES (@Id, @PublisherId, @SandboxOwnerId, @settings, @createdAt, @updatedAt)
        ON CONFLICT (app_id) DO UPDATE SET settings = excluded.settings, updated_at = excluded.updated_at
        """,
        new
        {
            Id = Ids.Key(app.Id),
            app.PublisherId,
            app.SandboxOwnerId,
            settings = Kept(app.Settings),
            createdAt = app.CreatedAt.Ms(),
            updatedAt = app.UpdatedAt.Ms(),
        });

    public async Task<IReadOnlyList<string>> OwnersAsync(ISession session, string appId) =>
        [.. await SqlSession.Of(session).QueryAsync<string>(
            "SELECT owner_id FROM installations WHERE app_id = @appId ORDER BY owner_id", new { appId = Ids.Key(appId) })];

    public async Task<IReadOnlyList<App>> OfPublisherAsync(ISession session, string publisherId)
    {
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            Select + " WHERE publisher_id = @publisherId ORDER BY created_at, app_id", new { publisherId });
        return [.. rows.Select(AppOf)];
    }

    public async Task<IReadOnlyList<App>> OfferedAsync(ISession session, string ownerId)
    {
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            Select + " WHERE sandbox_owner_id = @ownerId OR sandbox_owner_id IS NULL ORDER BY created_at, app_id", new { ownerId });
        return [.. rows.Select(AppOf)];
    }

    public Task AddAsync(IWork work, string appId, AuditEntry entry) => SqlSession.Of(work).ExecuteAsync(
        "INSERT INTO app_audit (app_id, at, actor, action, settings) VALUES (@appId, @at, @Actor, @Action, @settings)",
        new { appId = Ids.Key(appId), at = entry.At.Ms(), entry.Actor, entry.Action, settings = Kept(WithoutSecrets(entry.Settings)) });

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(ISession session, string appId, int limit)
    {
        var rows = await SqlSession.Of(session).QueryAsync<AuditRow>(
            "SELECT at, actor, action, settings FROM app_audit WHERE app_id = @appId ORDER BY at DESC LIMIT @limit",
            new { appId = Ids.Key(appId), limit });
        return [.. rows.Select(row => new AuditEntry(Instant.At(row.At), row.Actor, row.Action, WithoutSecrets(Parse(row.Settings))))];
    }

    private async Task<App?> FindAsync(SqlSession sql, string appId, string suffix) =>
        await sql.FirstAsync<Row>(Select + " WHERE app_id = @appId" + suffix, new { appId = Ids.Key(appId) }) is { } row ? AppOf(row) : null;

    private byte[] Kept(AppSettings settings) =>
        JsonSerializer.SerializeToUtf8Bytes(WithSecrets(settings, secrets.Protect), StorageJson.Default.AppSettings);

    private static AppSettings Parse(byte[] kept) =>
        JsonSerializer.Deserialize(kept, StorageJson.Default.AppSettings) ?? throw new InvalidOperationException("Kept settings are null.");

    /// <summary>What is told of the past needs no secrets, so none are kept for it.</summary>
    private static AppSettings WithoutSecrets(AppSettings settings) => settings with { ServiceToken = null, SigningKeys = [] };

    /// <summary>Settings that were kept before there were keys have none when they are read.</summary>
    private static AppSettings WithSecrets(AppSettings settings, Func<string, string> turned) => settings with
    {
        ServiceToken = settings.ServiceToken is { } token ? turned(token) : null,
        SigningKeys = [.. (settings.SigningKeys ?? []).Select(key => key with { Secret = turned(key.Secret) })],
    };

    private App AppOf(Row row) => new()
    {
        Id = row.AppId,
        PublisherId = row.PublisherId,
        SandboxOwnerId = row.SandboxOwnerId,
        Settings = WithSecrets(Parse(row.Settings), secrets.Unprotect),
        CreatedAt = Instant.At(row.CreatedAt),
        UpdatedAt = Instant.At(row.UpdatedAt),
    };

    private sealed class Row
    {
        public string AppId { get; init; } = "";

        public string PublisherId { get; init; } = "";

        public string? SandboxOwnerId { get; init; }

        public byte[] Settings { get; init; } = [];

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }
    }

    private sealed class AuditRow
    {
        public long At { get; init; }

        public string Actor { get; init; } = "";

        public string Action { get; init; } = "";

        public byte[] Settings { get; init; } = [];
    }
}
