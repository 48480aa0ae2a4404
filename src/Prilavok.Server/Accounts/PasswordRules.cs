using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Accounts;

/// <summary>What a person's password must have, in the options and the words of ASP.NET Core Identity.</summary>
internal sealed class PasswordRules(IOptions<AccountOptions> options)
{
    private readonly PasswordOptions _rules = options.Value.Password;
    private readonly IdentityErrorDescriber _words = new();

    /// <summary>A password somebody chooses, from a body.</summary>
    public string Read(OwnBody body, string name)
    {
        var password = body.Password(name);
        if (password.Length > 0)
        {
            body.Violations.AddRange(Broken(password).Select(reason => (name, reason)));
        }

        return password;
    }

    /// <summary>One reason for each rule that is broken.</summary>
    public IEnumerable<string> Broken(string password) => Errors(password).Select(error => error.Description);

    private IEnumerable<IdentityError> Errors(string password)
    {
        if (password.Length < _rules.RequiredLength)
        {
            yield return _words.PasswordTooShort(_rules.RequiredLength);
        }

        if (_rules.RequireNonAlphanumeric && password.All(char.IsLetterOrDigit))
        {
            yield return _words.PasswordRequiresNonAlphanumeric();
        }

        if (_rules.RequireDigit && !password.Any(char.IsDigit))
        {
            yield return _words.PasswordRequiresDigit();
        }

        if (_rules.RequireLowercase && !password.Any(char.IsLower))
        {
            yield return _words.PasswordRequiresLower();
        }

        if (_rules.RequireUppercase && !password.Any(char.IsUpper))
        {
            yield return _words.PasswordRequiresUpper();
        }

        if (password.Distinct().Count() < _rules.RequiredUniqueChars)
        {
            yield return _words.PasswordRequiresUniqueChars(_rules.RequiredUniqueChars);
        }
    }
}
