namespace Prilavok.Contracts.Manage;

/// <summary>An owner asks to be let in.</summary>
public sealed record Credentials(string Login, string Password);

/// <summary>The owner is in.</summary>
public sealed record LoggedIn(string OwnerId, string Token);

/// <summary>Somebody asks for an account.</summary>
/// <param name="Kind">owner or publisher.</param>
/// <param name="Login">Phone number or e-mail address.</param>
public sealed record NewAccount(string Kind, string Login, string Password);

/// <summary>The account is open.</summary>
/// <param name="Id">Of the owner or the publisher.</param>
/// <param name="Token">Shown once.</param>
public sealed record OpenedAccount(string Id, string Token);
