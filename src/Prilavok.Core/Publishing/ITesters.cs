namespace Prilavok.Core.Publishing;

/// <summary>Logins of owners who see an app before it is published, whether there are such owners or not.</summary>
public interface ITesters
{
    Task<IReadOnlyList<string>> ListAsync(ISession session, string appId);

    Task ReplaceAsync(IWork work, string appId, IReadOnlyList<string> logins);
}
