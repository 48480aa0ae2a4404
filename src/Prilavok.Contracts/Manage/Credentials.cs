using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>Somebody asks to be let in.</summary>
/// <param name="Kind">owner when it is absent.</param>
/// <param name="Code">Of the second factor, or a recovery code.</param>
/// <param name="Cookie">True gives the token to the browser as a cookie, and csrfToken in its place.</param>
public sealed record Credentials(
    string Login, string Password, [AllowedValues("owner", "publisher", "administrator")] string? Kind = null, string? Code = null,
    bool? Cookie = null);

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
