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

    /// <summary>What the program called itself that a session was opened by; null when it said nothing.</summary>
    public string? Agent { get; init; }

    /// <summary>Of an access token, the hash under which the refresh tokens are kept that it came of; null of any other.</summary>
    public string? Family { get; init; }

    /// <summary>Of refresh tokens, the hash of the one that is good now; null while the first is good, however often it is used.</summary>
    public string? Current { get; init; }

    public bool IsOver(DateTimeOffset now) => ExpiresAt <= now;
}

/// <param name="Scopes">All that the token opens.</param>
public sealed record TokenName(string Id, string Name, IReadOnlyList<string> Scopes);
