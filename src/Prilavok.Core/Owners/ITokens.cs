using Prilavok.Core.Accounts;

namespace Prilavok.Core.Owners;

public enum TokenKind
{
    /// <summary>An app in an owner's account.</summary>
    Cloud = 1,

    Terminal = 2,

    /// <summary>An owner's log-in.</summary>
    Owner = 3,

    Publisher = 4,

    /// <summary>Gets a publisher new access tokens, and opens nothing itself.</summary>
    PublisherRefresh = 5,

    /// <summary>A log-in of who runs the server.</summary>
    Administrator = 6,
}

/// <summary>Whom a token stands for.</summary>
/// <param name="OwnerId">Empty for publishers.</param>
/// <param name="SubjectId">App, terminal, owner, publisher or account.</param>
public sealed record TokenBearer(TokenKind Kind, string OwnerId, string SubjectId)
{
    /// <summary>Real time after which the token opens nothing; null works until it is taken back.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Of a token that a person made for a program; null is everything else.</summary>
    public TokenName? Named { get; init; }

    public bool IsOver(DateTimeOffset now) => ExpiresAt <= now;
}

/// <param name="Scopes">All that the token opens.</param>
public sealed record TokenName(string Id, string Name, IReadOnlyList<string> Scopes);

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

    /// <summary>Those with a name that stand for the same, in the order in which they were made.</summary>
    Task<IReadOnlyList<PersonalToken>> NamedAsync(ISession session, TokenBearer bearer);

    /// <returns>False when the bearer has none of this id.</returns>
    Task<bool> RemoveNamedAsync(IWork work, TokenBearer bearer, string id);

    /// <summary>Those whose time is over by <paramref name="now"/>.</summary>
    Task RemoveOverAsync(IWork work, DateTimeOffset now);
}
