using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Publisher;

/// <summary>A publisher asks to be let in.</summary>
/// <param name="Username">With a password.</param>
/// <param name="Password">With a password.</param>
/// <param name="RefreshToken">With a refresh token.</param>
public sealed record OAuthGrant(
    [AllowedValues("password", "refresh_token")] string GrantType, string? Username = null, string? Password = null, string? RefreshToken = null);

/// <summary>Tokens of a publisher.</summary>
/// <param name="TokenType">Always bearer.</param>
/// <param name="ExpiresIn">Seconds.</param>
public sealed record OAuthToken(string AccessToken, string TokenType, string RefreshToken, long ExpiresIn, string Scope);

/// <summary>Why a publisher was not let in (RFC 6749).</summary>
public sealed record OAuthError(
    [AllowedValues("invalid_client", "invalid_request", "unsupported_grant_type", "invalid_grant")] string Error, string ErrorDescription);
