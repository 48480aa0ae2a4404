using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Publishing;

namespace Prilavok.Storage.Publishing;

internal sealed class AuditStore : IAudit
{
    public Task AddAsync(IWork work, string appId, AuditEntry entry, AppSettings? before, AppSettings after)
    {
        var (changed, settings) = SettingsDifference.Write(before, after);
        return AddAsync(work, appId, entry, changed, settings);
    }

    public Task AddAsync(IWork work, string appId, AuditEntry entry) => AddAsync(work, appId, entry, "", SettingsDifference.None);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(ISession session, string appId, int limit)
    {
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            "SELECT at, actor, action, settings, changed FROM app_audit WHERE app_id = @appId ORDER BY at DESC LIMIT @limit",
            new { appId = Ids.Key(appId), limit });
        return [.. rows.Select(
            row => new AuditEntry(Instant.At(row.At), row.Actor, row.Action) { Settings = SettingsDifference.Read(row.Changed, row.Settings) })];
    }

    private static async Task AddAsync(IWork work, string appId, AuditEntry entry, string changed, byte[] settings)
    {
        var session = SqlSession.Of(work);
        var key = Ids.Key(appId);
        await session.ExecuteAsync(
            "INSERT INTO app_audit (app_id, at, actor, action, settings, changed) VALUES (@key, @at, @Actor, @Action, @settings, @changed)",
            new { key, at = entry.At.Ms(), entry.Actor, entry.Action, settings, changed });
        await session.ExecuteAsync(
            "DELETE FROM app_audit WHERE app_id = @key AND at < (SELECT at FROM app_audit WHERE app_id = @key ORDER BY at DESC LIMIT 1 OFFSET @last)",
            new { key, last = IAudit.MostKept - 1 });
    }

    private sealed class Row
    {
        public long At { get; init; }

        public string Actor { get; init; } = "";

        public string Action { get; init; } = "";

        public byte[] Settings { get; init; } = [];

        public string? Changed { get; init; }
    }
}
