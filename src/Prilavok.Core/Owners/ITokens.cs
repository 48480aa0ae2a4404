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
}

/// <summary>Whom a token stands for.</summary>
/// <param name="OwnerId">Empty for publishers.</param>
/// <param name="SubjectId">App, terminal, login or publisher.</param>
public sealed record TokenBearer(TokenKind Kind, string OwnerId, string SubjectId)
{
    /// <summary>Real time after which the token opens nothing; null works until it is taken back.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool IsOver(DateTimeOffset now) => ExpiresAt <= now;
}

/// <summary>Tokens, known only by their hashes.</summary>
public interface ITokens
{
    Task<TokenBearer?> FindAsync(ISession session, string hash);

    Task AddAsync(IWork work, string hash, TokenBearer bearer, DateTimeOffset now);

    Task RemoveAsync(IWork work, string hash);

    /// <summary>All that stand for the same, whenever they expire.</summary>
    Task RemoveAllAsync(IWork work, TokenBearer bearer);

    /// <summary>Those whose time is over by <paramref name="now"/>.</summary>
    Task RemoveOverAsync(IWork work, DateTimeOffset now);
}
