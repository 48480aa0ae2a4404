namespace Prilavok.Core.Owners;

/// <summary>Tokens, known only by their hashes.</summary>
public interface ITokens
{
    Task<TokenBearer?> FindAsync(ISession session, string hash);

    Task AddAsync(IWork work, string hash, TokenBearer bearer, DateTimeOffset now);

    Task RemoveAsync(IWork work, string hash);

    /// <summary>All that stand for the same, whenever they expire.</summary>
    Task RemoveAllAsync(IWork work, TokenBearer bearer);

    /// <summary>Those without a name that stand for the same.</summary>
    /// <param name="exceptHash">This one stays; null is none.</param>
    Task RemoveSessionsAsync(IWork work, TokenBearer bearer, string? exceptHash);

    /// <summary>Sessions that stand for the same and are not over, in the order in which they were opened.</summary>
    Task<IReadOnlyList<OpenSession>> SessionsAsync(ISession session, TokenBearer bearer, DateTimeOffset now);

    /// <summary>With it go the access tokens that came of it.</summary>
    /// <param name="id">The beginning of its hash, as a session is listed.</param>
    /// <returns>False when the bearer has no such session.</returns>
    Task<bool> RemoveSessionAsync(IWork work, TokenBearer bearer, string id);

    /// <summary>Ends the oldest of those that stand for the same, are of the same family and end by themselves.</summary>
    /// <param name="newestHash">This one stays, whatever the clock says.</param>
    /// <returns>How many were ended.</returns>
    Task<int> KeepNewestAsync(IWork work, TokenBearer bearer, int most, string newestHash);

    /// <summary>Makes <paramref name="next"/> the refresh token that is good.</summary>
    /// <param name="hash">Under which the family is kept.</param>
    /// <param name="given">The hash of the one that was good so far; null of a first one.</param>
    /// <returns>False when another is good by now.</returns>
    Task<bool> RotateAsync(IWork work, string hash, string? given, string next);

    /// <summary>Those with a name that stand for the same, in the order in which they were made.</summary>
    Task<IReadOnlyList<PersonalToken>> NamedAsync(ISession session, TokenBearer bearer);

    /// <returns>False when the bearer has none of this id.</returns>
    Task<bool> RemoveNamedAsync(IWork work, TokenBearer bearer, string id);

    /// <summary>Those with a name that stand for the same.</summary>
    Task RemoveAllNamedAsync(IWork work, TokenBearer bearer);

    /// <summary>Those whose time is over by <paramref name="now"/>.</summary>
    Task RemoveOverAsync(IWork work, DateTimeOffset now);
}
