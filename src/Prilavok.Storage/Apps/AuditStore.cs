using Prilavok.Core;
using Prilavok.Core.Apps;

namespace Prilavok.Storage.Apps;

internal sealed class AuditStore : IAudit
{
    public Task AddAsync(IWork work, string appId, AuditEntry entry) => SqlSession.Of(work).ExecuteAsync(
        "INSERT INTO app_audit (app_id, at, actor, action, settings) VALUES (@appId, @at, @Actor, @Action, @settings)",
        new { appId = Ids.Key(appId), at = entry.At.Ms(), entry.Actor, entry.Action, settings = KeptSettings.WriteWithoutSecrets(entry.Settings) });

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(ISession session, string appId, int limit)
    {
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            "SELECT at, actor, action, settings FROM app_audit WHERE app_id = @appId ORDER BY at DESC LIMIT @limit",
            new { appId = Ids.Key(appId), limit });
        return [.. rows.Select(row => new AuditEntry(Instant.At(row.At), row.Actor, row.Action, KeptSettings.ReadWithoutSecrets(row.Settings)))];
    }

    private sealed class Row
    {
        public long At { get; init; }

        public string Actor { get; init; } = "";

        public string Action { get; init; } = "";

        public byte[] Settings { get; init; } = [];
    }
}
