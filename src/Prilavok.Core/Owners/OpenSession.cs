namespace Prilavok.Core.Owners;

/// <summary>A log-in that is not over.</summary>
/// <param name="Id">Tells nothing of its token.</param>
/// <param name="Agent">What the program called itself that came in; null when it said nothing.</param>
/// <param name="ExpiresAt">Null goes on until it is ended.</param>
/// <param name="IsRefresh">True of one that goes on by refresh tokens, whose access tokens end with it.</param>
public sealed record OpenSession(string Id, string? Agent, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, bool IsRefresh);
