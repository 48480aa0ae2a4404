using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Owners;

namespace Prilavok.Storage.Owners;

internal sealed class ChaosStore : IChaos
{
    public async Task<Chaos?> FindAsync(ISession session, string ownerId) =>
        await SqlSession.Of(session).ScalarAsync<byte[]>("SELECT details FROM chaos WHERE owner_id = @ownerId", new { ownerId }) is { } kept
            ? JsonSerializer.Deserialize(kept, StorageJson.Default.Chaos)
            : null;

    public Task SaveAsync(IOwnerWork work, Chaos? chaos) => chaos is null
        ? SqlSession.Of(work).ExecuteAsync("DELETE FROM chaos WHERE owner_id = @OwnerId", new { work.OwnerId })
        : SqlSession.Of(work).ExecuteAsync(
            "INSERT INTO chaos (owner_id, details) VALUES (@OwnerId, @details) ON CONFLICT (owner_id) DO UPDATE SET details = excluded.details",
            new { work.OwnerId, details = JsonSerializer.SerializeToUtf8Bytes(chaos, StorageJson.Default.Chaos) });
}
