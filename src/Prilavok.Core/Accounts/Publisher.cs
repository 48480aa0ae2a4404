namespace Prilavok.Core.Accounts;

/// <summary>A developer of apps.</summary>
/// <param name="Login">E-mail.</param>
public sealed record Publisher(string Id, string Login, DateTimeOffset CreatedAt);
