using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Publishing;

namespace Prilavok.Storage.Publishing;

internal sealed class HookStore(ISecrets secrets) : IHooks
{
    private const string Select = "SELECT hook_id, app_id, version_id, settings, created_at, updated_at FROM hooks";

    public async Task<IReadOnlyList<Hook>> ListAsync(ISession session, string appId, string versionId, Page page)
    {
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            Select + """
                 WHERE app_id = @appId AND version_id = @versionId AND (created_at, hook_id) > (@At, @Id)
                 ORDER BY created_at, hook_id LIMIT @Limit
                """,
            new { appId = Ids.Key(appId), versionId = Ids.Key(versionId), page.After.At, page.After.Id, page.Limit });
        return [.. rows.Select(HookOf)];
    }

    public async Task<Hook?> FindAsync(ISession session, string appId, string versionId, string hookId) =>
        await SqlSession.Of(session).FirstAsync<Row>(
            Select + " WHERE app_id = @appId AND version_id = @versionId AND hook_id = @hookId",
            new { appId = Ids.Key(appId), versionId = Ids.Key(versionId), hookId = Ids.Key(hookId) }) is { } row
            ? HookOf(row)
            : null;

    public Task SaveAsync(IWork work, Hook hook) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO hooks (app_id, version_id, hook_id, settings, created_at, updated_at)
        VALUES (@appId, @versionId, @hookId, @settings, @createdAt, @updatedAt)
        ON CONFLICT (app_id, version_id, hook_id) DO UPDATE SET settings = excluded.settings, updated_at = excluded.updated_at
        """,
        new
        {
            appId = Ids.Key(hook.AppId),
            versionId = Ids.Key(hook.VersionId),
            hookId = Ids.Key(hook.Id),
            settings = Kept(hook.Settings),
            createdAt = hook.CreatedAt.Ms(),
            updatedAt = hook.UpdatedAt.Ms(),
        });

    public Task RemoveAsync(IWork work, Hook hook) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM hooks WHERE app_id = @appId AND version_id = @versionId AND hook_id = @hookId",
        new { appId = Ids.Key(hook.AppId), versionId = Ids.Key(hook.VersionId), hookId = Ids.Key(hook.Id) });

    private byte[] Kept(HookSettings settings) => JsonSerializer.SerializeToUtf8Bytes(
        settings.Secret is { } secret ? settings with { Secret = secrets.Closed(secret) } : settings,
        StorageJson.Default.HookSettings);

    private Hook HookOf(Row row)
    {
        var settings = JsonSerializer.Deserialize(row.Settings, StorageJson.Default.HookSettings)
            ?? throw new InvalidOperationException("Kept settings are null.");
        return new Hook(
            row.HookId,
            row.AppId,
            row.VersionId,
            settings.Secret is { } secret ? settings with { Secret = secrets.Opened(secret) } : settings,
            Instant.At(row.CreatedAt),
            Instant.At(row.UpdatedAt));
    }

    private sealed class Row
    {
        public string HookId { get; init; } = "";

        public string AppId { get; init; } = "";

        public string VersionId { get; init; } = "";

        public byte[] Settings { get; init; } = [];

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }
    }
}
