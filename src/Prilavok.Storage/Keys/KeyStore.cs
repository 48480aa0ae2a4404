using Prilavok.Core;
using Prilavok.Core.Keys;

namespace Prilavok.Storage.Keys;

internal sealed class KeyStore : IKeyStore
{
    /// <summary>One row that everybody who changes keys changes first: they come one after the other, and what they read is what holds.</summary>
    private const string Hold =
        "INSERT INTO counters (name, value) VALUES ('keys', 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1";

    public async Task<KeyRows> ReadAsync(ISession session)
    {
        var sql = SqlSession.Of(session);
        var masters = await sql.QueryAsync<MasterKeyRow>(
            "SELECT master_id, successor_id, successor, created_at FROM master_keys ORDER BY created_at, master_id");
        var keys = await sql.QueryAsync<DataKeyRow>("SELECT key_id, master_id, wrapped, created_at FROM data_keys ORDER BY created_at, key_id");
        var canaries = await sql.QueryAsync<(string Name, string Kept)>("SELECT name, kept FROM canaries ORDER BY name");
        return new KeyRows(
            [.. masters.Select(row => new MasterRow(row.MasterId, row.SuccessorId, row.Successor, Instant.At(row.CreatedAt)))],
            [.. keys.Select(row => new WrappedKey(row.KeyId, row.MasterId, row.Wrapped, Instant.At(row.CreatedAt)))],
            [.. canaries.Select(row => new Canary(row.Name, row.Kept))]);
    }

    public async Task<KeyRows> HoldAsync(IWork work)
    {
        await SqlSession.Of(work).ExecuteAsync(Hold);
        return await ReadAsync(work);
    }

    public Task SaveAsync(IWork work, WrappedKey key) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO data_keys (key_id, master_id, wrapped, created_at) VALUES (@Id, @MasterId, @Wrapped, @createdAt)
        ON CONFLICT (key_id) DO UPDATE SET master_id = excluded.master_id, wrapped = excluded.wrapped
        """,
        new { key.Id, key.MasterId, key.Wrapped, createdAt = key.CreatedAt.Ms() });

    public Task SaveAsync(IWork work, MasterRow master) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO master_keys (master_id, successor_id, successor, created_at) VALUES (@Id, @SuccessorId, @Successor, @createdAt)
        ON CONFLICT (master_id) DO UPDATE SET successor_id = excluded.successor_id, successor = excluded.successor
        """,
        new { master.Id, master.SuccessorId, master.Successor, createdAt = master.CreatedAt.Ms() });

    public Task SaveAsync(IWork work, Canary canary) => SqlSession.Of(work).ExecuteAsync(
        "INSERT INTO canaries (name, kept) VALUES (@Name, @Kept) ON CONFLICT (name) DO UPDATE SET kept = excluded.kept", canary);

    public Task RemoveFormerAsync(IWork work) => SqlSession.Of(work).ExecuteAsync("DELETE FROM master_keys WHERE successor_id IS NOT NULL");

    public async Task RemoveAllAsync(IWork work)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync("DELETE FROM master_keys");
        await sql.ExecuteAsync("DELETE FROM data_keys");
        await sql.ExecuteAsync("DELETE FROM canaries");
    }

    public Task RemoveCanaryAsync(IWork work, string name) =>
        SqlSession.Of(work).ExecuteAsync("DELETE FROM canaries WHERE name = @name", new { name });

    private sealed class MasterKeyRow
    {
        public string MasterId { get; init; } = "";

        public string? SuccessorId { get; init; }

        public byte[]? Successor { get; init; }

        public long CreatedAt { get; init; }
    }

    private sealed class DataKeyRow
    {
        public string KeyId { get; init; } = "";

        public string MasterId { get; init; } = "";

        public byte[] Wrapped { get; init; } = [];

        public long CreatedAt { get; init; }
    }
}
