namespace Prilavok.Core.Owners;

/// <summary>A token a person made for a program.</summary>
/// <param name="ExpiresAt">Null works until it is taken back.</param>
public sealed record PersonalToken(string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
