using Prilavok.Core;
using Prilavok.Core.Terminals;

namespace Prilavok.Storage.Terminals;

internal sealed class TerminalStore : ITerminals
{
    /// <summary>The store is shown as it was spelled when it was made.</summary>
    private const string Select = """
        SELECT terminals.owner_id, terminals.shown_id, terminals.name, COALESCE(stores.shown_id, terminals.store_id) AS store_id,
               timezone_offset, pairing_code_hash, imei, firmware_version, serial_number, model, longitude, latitude,
               terminals.created_at, terminals.updated_at
        FROM terminals LEFT JOIN stores ON stores.owner_id = terminals.owner_id AND stores.store_id = terminals.store_id
        """;

    public async Task<IReadOnlyList<Terminal>> ListAsync(ISession session, string ownerId, string? storeId, Page page)
    {
        var only = storeId is null ? "" : " AND terminals.store_id = @storeId";
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            $"""
            {Select} WHERE terminals.owner_id = @ownerId AND (terminals.created_at, terminal_id) > (@At, @Id){only}
            ORDER BY terminals.created_at, terminal_id LIMIT @Limit
            """,
            new { ownerId, storeId = storeId is null ? null : Ids.Key(storeId), page.After.At, page.After.Id, page.Limit });
        return [.. rows.Select(row => row.Terminal)];
    }

    public async Task<Terminal?> FindAsync(ISession session, string ownerId, string terminalId) =>
        (await SqlSession.Of(session).FirstAsync<Row>(
            Select + " WHERE terminals.owner_id = @ownerId AND terminal_id = @terminalId",
            new { ownerId, terminalId = Ids.Key(terminalId) }))?.Terminal;

    public async Task<(string OwnerId, string TerminalId)?> FindByCodeAsync(ISession session, string codeHash) =>
        await SqlSession.Of(session).FirstAsync<Row>(Select + " WHERE pairing_code_hash = @codeHash", new { codeHash }) is { } row
            ? (row.OwnerId, row.ShownId)
            : null;

    public Task SaveAsync(IOwnerWork work, Terminal terminal) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO terminals (owner_id, terminal_id, shown_id, name, store_id, timezone_offset, pairing_code_hash, imei, firmware_version,
                               serial_number, model, longitude, latitude, created_at, updated_at)
        VALUES (@OwnerId, @key, @Id, @Name, @storeId, @offset, @PairingCodeHash, @Imei, @FirmwareVersion, @SerialNumber, @Model,
                @longitude, @latitude, @createdAt, @updatedAt)
        ON CONFLICT (owner_id, terminal_id) DO UPDATE
        SET name = excluded.name, store_id = excluded.store_id, timezone_offset = excluded.timezone_offset,
            pairing_code_hash = excluded.pairing_code_hash, imei = excluded.imei, firmware_version = excluded.firmware_version,
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
            terminal.Imei,
            terminal.FirmwareVersion,
            terminal.SerialNumber,
            terminal.Model,
            longitude = terminal.Location?.Longitude,
            latitude = terminal.Location?.Latitude,
            createdAt = terminal.CreatedAt.Ms(),
            updatedAt = terminal.UpdatedAt.Ms(),
        });

    public Task RemoveAsync(IOwnerWork work, string terminalId) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM terminals WHERE owner_id = @OwnerId AND terminal_id = @terminalId",
        new { work.OwnerId, terminalId = Ids.Key(terminalId) });

    private sealed class Row
    {
        public string OwnerId { get; init; } = "";

        public string ShownId { get; init; } = "";

        public string Name { get; init; } = "";

        public string StoreId { get; init; } = "";

        public long TimezoneOffset { get; init; }

        public string? PairingCodeHash { get; init; }

        public string? Imei { get; init; }

        public string? FirmwareVersion { get; init; }

        public string? SerialNumber { get; init; }

        public string? Model { get; init; }

        public long? Longitude { get; init; }

        public long? Latitude { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Terminal Terminal => new(
            ShownId, Name, StoreId, TimeSpan.FromMilliseconds(TimezoneOffset), PairingCodeHash, Instant.At(CreatedAt), Instant.At(UpdatedAt))
        {
            Imei = Imei,
            FirmwareVersion = FirmwareVersion,
            SerialNumber = SerialNumber,
            Model = Model,
            Location = Longitude is { } longitude && Latitude is { } latitude ? new GeoPoint(longitude, latitude) : null,
        };
    }
}
