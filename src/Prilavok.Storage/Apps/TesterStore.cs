using Prilavok.Core;
using Prilavok.Core.Apps;

namespace Prilavok.Storage.Apps;

internal sealed class TesterStore : ITesters
{
    public async Task<IReadOnlyList<string>> ListAsync(ISession session, string appId) =>
        [.. await SqlSession.Of(session).QueryAsync<string>(
            """
            SELECT owners.login FROM app_testers JOIN owners ON owners.owner_id = app_testers.owner_id
            WHERE app_testers.app_id = @appId ORDER BY owners.login
            """,
            new { appId = Ids.Key(appId) })];

    public async Task ReplaceAsync(IWork work, string appId, IReadOnlyList<string> ownerIds)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync("DELETE FROM app_testers WHERE app_id = @appId", new { appId = Ids.Key(appId) });
        foreach (var ownerId in ownerIds)
        {
            await sql.ExecuteAsync(
                "INSERT INTO app_testers (owner_id, app_id) VALUES (@ownerId, @appId)", new { ownerId, appId = Ids.Key(appId) });
        }
    }
}
