using Prilavok.Core;
using Prilavok.Core.Owners;
using Prilavok.Core.Publishing;

namespace Prilavok.Storage.Publishing;

internal sealed class TesterStore : ITesters
{
    public async Task<IReadOnlyList<string>> ListAsync(ISession session, string appId) =>
        [.. await SqlSession.Of(session).QueryAsync<string>(
            "SELECT login FROM app_tester_logins WHERE app_id = @appId ORDER BY login", new { appId = Ids.Key(appId) })];

    public async Task ReplaceAsync(IWork work, string appId, IReadOnlyList<string> logins)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync("DELETE FROM app_tester_logins WHERE app_id = @appId", new { appId = Ids.Key(appId) });
        foreach (var login in logins)
        {
            await sql.ExecuteAsync(
                "INSERT INTO app_tester_logins (app_id, login) VALUES (@appId, @login)", new { appId = Ids.Key(appId), login = Logins.Key(login) });
        }
    }
}
