using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>Somebody asks to be let in.</summary>
/// <param name="Kind">owner when it is absent.</param>
/// <param name="Code">Of the second factor, or a recovery code.</param>
/// <param name="Cookie">True gives the token to the browser as a cookie, and csrfToken in its place.</param>
public sealed record Credentials(
    string Login, string Password, [AllowedValues("owner", "publisher", "administrator")] string? Kind = null, string? Code = null, bool? Cookie = null);

/// <summary>Who is in.</summary>
/// <param name="Token">Shown once.</param>
/// <param name="CsrfToken">Where a cookie is used: every change must bring it as X-CSRF-Token.</param>
/// <param name="ExpiresAt">When the log-in is over.</param>
public sealed record LoggedIn(
    [AllowedValues("owner", "publisher", "administrator")] string Kind, string? OwnerId = null, string? PublisherId = null, string? AccountId = null,
    string? Token = null, string? CsrfToken = null, DateTimeOffset? ExpiresAt = null);

/// <summary>A person could not prove who it is.</summary>
/// <param name="SecondFactor">True where the code is missing or wrong.</param>
public sealed record CredentialsProblem(
    string Type, string Title, int Status, IReadOnlyList<Violation>? Violations = null, bool? SecondFactor = null);

/// <summary>Somebody asks for an account.</summary>
/// <param name="Login">Phone number or e-mail address.</param>
public sealed record NewAccount([AllowedValues("owner", "publisher")] string Kind, string Login, string Password);

/// <summary>The account is open.</summary>
/// <param name="Id">Of the owner or the publisher.</param>
/// <param name="Token">Shown once.</param>
public sealed record OpenedAccount(string Id, string Token);

/// <summary>Another password for the one who is in.</summary>
/// <param name="Password">The present one.</param>
/// <param name="Code">Where there is a second factor.</param>
/// <param name="EndTokens">True takes back the tokens made for programs too.</param>
public sealed record PasswordChange(string Password, string NewPassword, string? Code = null, bool? EndTokens = null);

/// <summary>Whose password is forgotten.</summary>
/// <param name="Kind">owner when it is absent.</param>
public sealed record ForgottenPassword(string Login, [AllowedValues("owner", "publisher", "administrator")] string? Kind = null);

/// <summary>Another password for one who has a code.</summary>
/// <param name="Kind">owner when it is absent.</param>
/// <param name="KeepTokens">True leaves the tokens made for programs, which are taken back otherwise.</param>
public sealed record PasswordReset(
    string Login, string Code, string NewPassword, [AllowedValues("owner", "publisher", "administrator")] string? Kind = null, bool? KeepTokens = null);

/// <summary>A log-in that is not over.</summary>
/// <param name="Kind">refresh is one that goes on by refresh tokens of /oauth/token; its access tokens end with it.</param>
/// <param name="Agent">What the program called itself that came in.</param>
/// <param name="ExpiresAt">Null goes on until it is ended.</param>
/// <param name="Current">True of the one that asks.</param>
public sealed record PersonSession(
    string Id, [AllowedValues("session", "refresh")] string Kind, string? Agent, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, bool Current);

/// <summary>Whether a code is asked for beside the password.</summary>
public sealed record SecondFactor(bool On, int RecoveryCodesLeft);

/// <summary>The person is who it is.</summary>
/// <param name="Code">Where there is a second factor.</param>
public sealed record PersonProof(string Password, string? Code = null);

/// <summary>For the person's device.</summary>
/// <param name="Secret">Base32.</param>
/// <param name="Uri">What a QR code holds: otpauth://totp/…</param>
public sealed record SecondFactorSecret(string Secret, string Uri);

/// <summary>What the person's device shows.</summary>
public sealed record OneTimeCode(string Code);

/// <summary>The second factor is on.</summary>
/// <param name="RecoveryCodes">For a person whose device is lost: ten, and each opens once. Shown once.</param>
public sealed record SecondFactorOn(IReadOnlyList<string> RecoveryCodes);

/// <summary>A program needs a token.</summary>
/// <param name="Scopes">Area and deed, as store:read.</param>
/// <param name="ExpiresAt">Null works until it is taken back.</param>
public sealed record NewAccessToken(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt = null);

/// <summary>A token of a program.</summary>
/// <param name="Token">Shown once, when it is made.</param>
public sealed record AccessToken(
    string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string? Token = null);

/// <summary>An administrator opens an account.</summary>
/// <param name="Login">Phone number or e-mail address; of an administrator any name.</param>
public sealed record AdministeredAccount([AllowedValues("owner", "publisher", "administrator")] string Kind, string Login, string Password);

/// <summary>What was opened.</summary>
/// <param name="Id">Of the owner, the publisher, or the administrator's account.</param>
public sealed record OpenedId(string Id);

/// <summary>Somebody's account.</summary>
/// <param name="SubjectId">Of the owner or the publisher; of an administrator the account's.</param>
/// <param name="LockedUntil">After too many wrong passwords; null when it is not locked.</param>
public sealed record AccountInfo(
    string Id, [AllowedValues("owner", "publisher", "administrator")] string Kind, string SubjectId, string Login, DateTimeOffset CreatedAt,
    bool SecondFactor, DateTimeOffset? LockedUntil);

/// <summary>Accounts in the order in which they were opened.</summary>
/// <param name="Cursor">Of the next page; absent on the last.</param>
public sealed record AccountPage(IReadOnlyList<AccountInfo> Items, string? Cursor = null);

/// <summary>For a person who cannot get in, in place of the password.</summary>
public sealed record HandedCode(string Code, DateTimeOffset ExpiresAt);
