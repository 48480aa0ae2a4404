using Prilavok.Core;
using Prilavok.Core.Terminals;

namespace Prilavok.Storage.Terminals;

internal sealed class TerminalStore : ITerminals
{
    /// <summary>The store is shown as it was spelled when it was made.</summary>
    private const string Select = """
        SELECT terminals.owner_id, terminals.shown_id, terminals.name, COALESCE(stores.shown_id, terminals.store_id) AS store_id,
               timezone_offset, pairing_code_hash, pairing_code_until, imei, firmware_version, serial_number, model, longitude, latitude,
               terminals.created_at, terminals.updated_at, terminals.removed_at
        FROM terminals LEFT JOIN stores ON stores.owner_id = terminals.owner_id AND stores.store_id = terminals.store_id
        """;

    private const string StillThere = " AND terminals.removed_at IS NULL";

    public async Task<IReadOnlyList<Terminal>> ListAsync(ISession session, string ownerId, string? storeId, Page page)
    {
        var only = storeId is null ? "" : " AND terminals.store_id = @storeId";
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            $"""
            {Select} WHERE terminals.owner_id = @ownerId AND (terminals.created_at, terminal_id) > (@At, @Id){only}{StillThere}
            ORDER BY terminals.created_at, terminal_id LIMIT @Limit
            """,
            new { ownerId, storeId = storeId is null ? null : Ids.Key(storeId), page.After.At, page.After.Id, page.Limit });
        return [.. rows.Select(row => row.Terminal)];
    }

    public async Task<Terminal?> FindAsync(ISession session, string ownerId, string terminalId) =>
        (await FindRowAsync(session, ownerId, terminalId, StillThere))?.Terminal;

    public async Task<KnownTerminal?> FindKnownAsync(ISession session, string ownerId, string terminalId) =>
        await FindRowAsync(session, ownerId, terminalId, "") is { } row
            ? new KnownTerminal(row.Terminal, await WhereaboutsAsync(session, ownerId, row.Terminal), Instant.At(row.RemovedAt))
            : null;

    public async Task<(string OwnerId, string TerminalId)?> FindByCodeAsync(ISession session, string codeHash) =>
        await SqlSession.Of(session).FirstAsync<Row>(Select + " WHERE pairing_code_hash = @codeHash", new { codeHash }) is { } row
            ? (row.OwnerId, row.ShownId)
            : null;

    public async Task SaveAsync(IOwnerWork work, Terminal terminal)
    {
        await PutAsync(work, terminal);
        await RememberStoreAsync(work, terminal);
    }

    public Task RemoveAsync(IOwnerWork work, string terminalId) => SqlSession.Of(work).ExecuteAsync(
        "UPDATE terminals SET removed_at = @now, pairing_code_hash = NULL, pairing_code_until = NULL WHERE owner_id = @OwnerId AND terminal_id = "
            + "@terminalId",
        new { work.OwnerId, terminalId = Ids.Key(terminalId), now = work.Now.Ms() });

    private static Task<Row?> FindRowAsync(ISession session, string ownerId, string terminalId, string which) =>
        SqlSession.Of(session).FirstAsync<Row>(
            Select + " WHERE terminals.owner_id = @ownerId AND terminal_id = @terminalId" + which,
            new { ownerId, terminalId = Ids.Key(terminalId) });

    private static async Task<Whereabouts> WhereaboutsAsync(ISession session, string ownerId, Terminal terminal)
    {
        var stays = (await SqlSession.Of(session).QueryAsync<StayRow>(
            "SELECT store_id, since FROM terminal_stores WHERE owner_id = @ownerId AND terminal_id = @terminalId ORDER BY seq",
            new { ownerId, terminalId = Ids.Key(terminal.Id) })).Select(row => new Stay(row.StoreId, Instant.At(row.Since))).ToList();
        return stays.Count > 0 ? new Whereabouts(stays) : Whereabouts.Only(terminal.StoreId);
    }

    private static async Task RememberStoreAsync(IOwnerWork work, Terminal terminal)
    {
        var sql = SqlSession.Of(work);
        var key = Ids.Key(terminal.Id);
        var last = await sql.ScalarAsync<string>(
            "SELECT store_id FROM terminal_stores WHERE owner_id = @OwnerId AND terminal_id = @key ORDER BY seq DESC LIMIT 1",
            new { work.OwnerId, key });
        if (last is null || Ids.Key(last) != Ids.Key(terminal.StoreId))
        {
            await sql.ExecuteAsync(
                """
                INSERT INTO terminal_stores (owner_id, terminal_id, seq, store_id, since) VALUES (@OwnerId, @key, @seq, @StoreId, @since)
                ON CONFLICT (owner_id, terminal_id, seq) DO UPDATE SET store_id = excluded.store_id, since = excluded.since
                """,
                new { work.OwnerId, key, seq = work.Head + 1, terminal.StoreId, since = work.Now.Ms() });
        }
    }

    private static Task PutAsync(IOwnerWork work, Terminal terminal) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO terminals (owner_id, terminal_id, shown_id, name, store_id, timezone_offset, pairing_code_hash, pairing_code_until, imei,
                               firmware_version, serial_number, model, longitude, latitude, created_at, updated_at)
        VALUES (@OwnerId, @key, @Id, @Name, @storeId, @offset, @PairingCodeHash, @until, @Imei, @FirmwareVersion, @SerialNumber, @Model,
                @longitude, @latitude, @createdAt, @updatedAt)
        ON CONFLICT (owner_id, terminal_id) DO UPDATE
        SET name = excluded.name, store_id = excluded.store_id, timezone_offset = excluded.timezone_offset,
            pairing_code_hash = excluded.pairing_code_hash, pairing_code_until = excluded.pairing_code_until, imei = excluded.imei,
            firmware_version = excluded.firmware_version,
            serial_number = excluded.serial_number, model = excluded.model, longitude = excluded.longitude,
            latitude = excluded.latitude, updated_at = excluded.updated_at
        """,
        new
        {
            work.OwnerId,
            key = Ids.Key(terminal.Id),
            terminal.Id,
            terminal.Name,
            storeId = Ids.Key(terminal.StoreId),
            offset = (long)terminal.TimezoneOffset.TotalMilliseconds,
            terminal.PairingCodeHash,
            until = terminal.PairingCodeUntil.Ms(),
            terminal.Imei,
            terminal.FirmwareVersion,
            terminal.SerialNumber,
            terminal.Model,
            longitude = terminal.Location?.Longitude,
            latitude = terminal.Location?.Latitude,
            createdAt = terminal.CreatedAt.Ms(),
            updatedAt = terminal.UpdatedAt.Ms(),
        });

    private sealed class StayRow
    {
        public string StoreId { get; init; } = "";

        public long Since { get; init; }
    }

    private sealed class Row
    {
        public string OwnerId { get; init; } = "";

        public string ShownId { get; init; } = "";

        public string Name { get; init; } = "";

        public string StoreId { get; init; } = "";

        public long TimezoneOffset { get; init; }

        public string? PairingCodeHash { get; init; }

        public long? PairingCodeUntil { get; init; }

        public string? Imei { get; init; }

        public string? FirmwareVersion { get; init; }

        public string? SerialNumber { get; init; }

        public string? Model { get; init; }

        public long? Longitude { get; init; }

        public long? Latitude { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public long? RemovedAt { get; init; }

        public Terminal Terminal => new(
            ShownId, Name, StoreId, TimeSpan.FromMilliseconds(TimezoneOffset), PairingCodeHash, Instant.At(CreatedAt), Instant.At(UpdatedAt))
        {
            PairingCodeUntil = Instant.At(PairingCodeUntil),
            Imei = Imei,
            FirmwareVersion = FirmwareVersion,
            SerialNumber = SerialNumber,
            Model = Model,
            Location = Longitude is { } longitude && Latitude is { } latitude ? new GeoPoint(longitude, latitude) : null,
        };
    }
}
