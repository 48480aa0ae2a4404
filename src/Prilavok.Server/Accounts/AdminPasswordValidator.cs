using Microsoft.Extensions.Options;
using Prilavok.Server.Http;

namespace Prilavok.Server.Accounts;

/// <summary>The administrator's password opens everybody's accounts, so the server does not start with one that is guessed in an afternoon.</summary>
internal sealed class AdminPasswordValidator(PasswordRules rules) : IValidateOptions<ServerOptions>
{
    private const int LongEnough = 12;
    private const int LeastCharacters = 6;

    /// <summary>What is left of the first guesses when their digits and signs are taken away.</summary>
    private static readonly string[] Guesses =
    [
        "", "admin", "administrator", "adminadmin", "adminpassword", "changeme", "letmein", "pass", "password", "passwordpassword", "prilavok",
        "prilavokadmin", "pwd", "pword", "passw", "passwrd", "qwerty", "qwertyuiop", "qwertyqwerty", "root", "rootroot", "secret", "secretsecret",
        "welcome", "пароль", "йцукен",
    ];

    public ValidateOptionsResult Validate(string? name, ServerOptions options) =>
        options.AdminPassword is not { Length: > 0 } password || IsStrong(password)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Prilavok:AdminPassword (--admin-password) is too weak: it needs {LongEnough} characters of at least {LeastCharacters} kinds, or "
                    + $"all that "
                + "Prilavok:Accounts:Password asks of people, and must not be one of the first that everybody guesses. `openssl rand -base64 24` "
                    + "makes one.");

    private bool IsStrong(string password)
    {
        var isLong = password.Length >= LongEnough && password.Distinct().Count() >= LeastCharacters;
        return (isLong || !rules.Broken(password).Any())
            && (!Guesses.Contains(string.Concat(password.Where(char.IsLetter)).ToLowerInvariant(), StringComparer.Ordinal) || IsNumberOfChance(
                password));
    }

    /// <summary>A long one without a word in it is not guessed.</summary>
    private static bool IsNumberOfChance(string password) => password.Length >= 2 * LongEnough && !password.Any(char.IsLetter);
}
