using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>Somebody asks for an account.</summary>
/// <param name="Login">Phone number or e-mail address.</param>
public sealed record NewAccount([AllowedValues("owner", "publisher")] string Kind, string Login, string Password);

/// <summary>The account is open.</summary>
/// <param name="Id">Of the owner or the publisher.</param>
/// <param name="Token">Shown once.</param>
public sealed record OpenedAccount(string Id, string Token);

/// <summary>What was opened.</summary>
/// <param name="Id">Of the owner, the publisher, or the administrator's account.</param>
public sealed record OpenedId(string Id);
