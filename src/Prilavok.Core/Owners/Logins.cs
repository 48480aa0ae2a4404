namespace Prilavok.Core.Owners;

/// <summary>What people log in with: a phone number of this country or an e-mail address.</summary>
public static class Logins
{
    private const string SandboxDomain = "@sandbox.local";

    /// <summary>
    /// The form under which logins are kept and compared. A phone number is eleven digits that start with 7, however it was
    /// spelled; the case of anything else does not matter.
    /// </summary>
    public static string Key(string login) => Phone(login) ?? Ids.Key(login.Trim());

    /// <summary>Of somebody in a sandbox. Nobody registers with such a one: it could be that of a tenant to come.</summary>
    public static string OfSandbox(string name) => name + SandboxDomain;

    public static bool IsOfSandbox(string login) => login.EndsWith(SandboxDomain, StringComparison.OrdinalIgnoreCase);

    public static bool IsPhone(string login) => Phone(login) is not null;

    private static string? Phone(string login)
    {
        var text = login.Trim();
        var isInternational = text.StartsWith('+');
        var rest = isInternational ? text[1..] : text;
        if (!rest.All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '(' or ')' or '\u00A0'))
        {
            return null;
        }

        var digits = string.Concat(rest.Where(char.IsAsciiDigit));
        return digits.Length switch
        {
            11 when digits[0] == '7' || (digits[0] == '8' && !isInternational) => "7" + digits[1..],
            10 when digits[0] == '9' && !isInternational => "7" + digits,
            _ => null,
        };
    }
}
