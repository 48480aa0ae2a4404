using System.Text;
using Prilavok.Core;
using Prilavok.Core.Pushes;
using Prilavok.Storage.Installations;

namespace Prilavok.Storage.Pushes;

internal sealed class PushStore : IPushes
{
    private const string Select =
        "SELECT owner_id, shown_id, status, created_at, active_till, sent_at, answered_at, reply FROM push_details";

    public async Task<IReadOnlyList<Recipient>> RecipientsAsync(
        ISession session, string appId, IReadOnlyCollection<string> names, string? ownerId)
    {
        var sql = SqlSession.Of(session);
        var only = ownerId is null ? "" : "terminals.owner_id = @ownerId AND ";
        var rows = await sql.QueryAsync<RecipientRow>(
            $"""
            SELECT terminals.owner_id, terminals.shown_id, terminals.imei, installations.app_id, installations.terminals
            FROM terminals LEFT JOIN installations
                ON installations.owner_id = terminals.owner_id AND installations.app_id = @appId
            WHERE {only}({sql.Dialect.In("terminals.terminal_id", "keys")} OR {sql.Dialect.In("terminals.imei", "names")})
                AND terminals.removed_at IS NULL
            ORDER BY terminals.owner_id, terminals.terminal_id
            """,
            new { appId = Ids.Key(appId), ownerId, keys = sql.Dialect.List(names.Select(Ids.Key)), names = sql.Dialect.List(names) });
        return [.. rows.Select(row => new Recipient(row.OwnerId, row.ShownId, row.Imei, row.HasApp))];
    }

    public async Task AddAsync(IOwnerWork work, Push push)
    {
        for (var place = 0; place < push.DeviceIds.Count; place++)
        {
            await SqlSession.Of(work).ExecuteAsync(
                """
                INSERT INTO push_details (owner_id, push_id, device_id, shown_id, app_id, place, status, created_at, active_till)
                VALUES (@OwnerId, @pushId, @deviceId, @shownId, @appId, @place, @status, @now, @activeTill)
                """,
                new
                {
                    work.OwnerId,
                    pushId = Ids.Key(push.Id),
                    deviceId = Ids.Key(push.DeviceIds[place]),
                    shownId = push.DeviceIds[place],
                    appId = Ids.Key(push.AppId),
                    place,
                    status = (int)PushStatus.Accepted,
                    now = work.Now.Ms(),
                    activeTill = push.ActiveTill.Ms(),
                });
        }
    }

    public async Task<IReadOnlyList<PushDetail>> ListAsync(ISession session, string appId, string pushId, string? ownerId)
    {
        var only = ownerId is null ? "" : " AND owner_id = @ownerId";
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            Select + " WHERE push_id = @pushId AND app_id = @appId" + only + " ORDER BY owner_id, place",
            new { pushId = Ids.Key(pushId), appId = Ids.Key(appId), ownerId });
        return [.. rows.Select(row => row.Detail)];
    }

    public async Task<PushDetail?> FindAsync(ISession session, string ownerId, string pushId, string deviceId) =>
        (await SqlSession.Of(session).FirstAsync<Row>(
            Select + " WHERE owner_id = @ownerId AND push_id = @pushId AND device_id = @deviceId",
            new { ownerId, pushId = Ids.Key(pushId), deviceId = Ids.Key(deviceId) }))?.Detail;

    public Task SaveAsync(IOwnerWork work, string pushId, PushDetail detail) => SqlSession.Of(work).ExecuteAsync(
        """
        UPDATE push_details SET status = @status, sent_at = @sentAt, answered_at = @answeredAt, reply = @reply
        WHERE owner_id = @OwnerId AND push_id = @pushId AND device_id = @deviceId
        """,
        new
        {
            work.OwnerId,
            pushId = Ids.Key(pushId),
            deviceId = Ids.Key(detail.DeviceId),
            status = (int)detail.Status,
            sentAt = detail.SentAt.Ms(),
            answeredAt = detail.AnsweredAt.Ms(),
            reply = detail.Reply is { } reply ? Encoding.UTF8.GetBytes(reply) : null,
        });

    private sealed class RecipientRow
    {
        public string OwnerId { get; init; } = "";

        public string ShownId { get; init; } = "";

        public string? Imei { get; init; }

        public string? AppId { get; init; }

        public string? Terminals { get; init; }

        public bool HasApp => AppId is not null
            && InstallationStore.Terminals(Terminals) is var chosen && (chosen is null || chosen.Contains(ShownId, StringComparer.OrdinalIgnoreCase));
    }

    private sealed class Row
    {
        public string OwnerId { get; init; } = "";

        public string ShownId { get; init; } = "";

        public int Status { get; init; }

        public long CreatedAt { get; init; }

        public long ActiveTill { get; init; }

        public long? SentAt { get; init; }

        public long? AnsweredAt { get; init; }

        public byte[]? Reply { get; init; }

        public PushDetail Detail => new(
            OwnerId,
            ShownId,
            (PushStatus)Status,
            Instant.At(CreatedAt),
            Instant.At(ActiveTill),
            Instant.At(SentAt),
            Instant.At(AnsweredAt),
            Reply is null ? null : Encoding.UTF8.GetString(Reply));
    }
}
