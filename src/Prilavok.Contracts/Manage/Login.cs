namespace Prilavok.Contracts.Manage;

/// <summary>An owner asks to be let in.</summary>
public sealed record Credentials(string Login, string Password);

/// <summary>The owner is in.</summary>
public sealed record LoggedIn(string OwnerId, string Token);
