using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>An administrator opens an account.</summary>
/// <param name="Login">Phone number or e-mail address; of an administrator any name.</param>
public sealed record AdministeredAccount([AllowedValues("owner", "publisher", "administrator")] string Kind, string Login, string Password);

/// <summary>Somebody's account.</summary>
/// <param name="SubjectId">Of the owner or the publisher; of an administrator the account's.</param>
/// <param name="LockedUntil">After too many wrong passwords; null when it is not locked.</param>
public sealed record AccountInfo(
    string Id, [AllowedValues("owner", "publisher", "administrator")] string Kind, string SubjectId, string Login, DateTimeOffset CreatedAt,
    bool SecondFactor, DateTimeOffset? LockedUntil);

/// <summary>Accounts in the order in which they were opened.</summary>
/// <param name="Cursor">Of the next page; absent on the last.</param>
public sealed record AccountPage(IReadOnlyList<AccountInfo> Items, string? Cursor = null);
