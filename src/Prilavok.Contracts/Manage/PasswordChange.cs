using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

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
    string Login, string Code, string NewPassword, [AllowedValues("owner", "publisher", "administrator")] string? Kind = null,
    bool? KeepTokens = null);
