namespace Prilavok.Core.Accounts;

/// <param name="Access">Opens the publisher API for a while.</param>
/// <param name="Refresh">Gets another pair.</param>
public sealed record TokenPair(string Access, string Refresh);

/// <param name="Access">How long an access token works.</param>
/// <param name="Refresh">How long new access tokens can be had without the password, however often.</param>
/// <param name="Rotates">True gives another refresh token each time, and ends all that came of one that is brought twice.</param>
public readonly record struct TokenLives(TimeSpan Access, TimeSpan Refresh, bool Rotates);
