namespace Prilavok.Contracts.Manage;

/// <summary>A program needs a token.</summary>
/// <param name="Scopes">Area and deed, as store:read.</param>
/// <param name="ExpiresAt">Null works until it is taken back.</param>
public sealed record NewAccessToken(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt = null);

/// <summary>A token of a program.</summary>
/// <param name="Token">Shown once, when it is made.</param>
public sealed record AccessToken(
    string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string? Token = null);
