using Prilavok.Core;
using Prilavok.Core.Sandbox;

namespace Prilavok.Storage.Sandbox;

internal sealed class SandboxSecretStore(ISecrets secrets) : ISandboxSecrets
{
    public Task SaveAsync(IOwnerWork work, string name, string secret) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO sandbox_secrets (owner_id, name, secret) VALUES (@OwnerId, @name, @secret)
        ON CONFLICT (owner_id, name) DO UPDATE SET secret = excluded.secret
        """,
        new { work.OwnerId, name, secret = secrets.Protect(secret) });

    public async Task<IReadOnlyDictionary<string, string>> ListAsync(ISession session, string ownerId)
    {
        var rows = await SqlSession.Of(session).QueryAsync<(string Name, string Secret)>(
            "SELECT name, secret FROM sandbox_secrets WHERE owner_id = @ownerId", new { ownerId });
        return rows.Select(row => (row.Name, Secret: secrets.Read(row.Secret).TextOrNull)).Where(row => row.Secret is not null)
            .ToDictionary(row => row.Name, row => row.Secret!, StringComparer.Ordinal);
    }
}
