using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

/// <summary>
/// Under what wrong tries are counted: all of a login begin alike, whether there is such an account or not, and then each kind of try
/// and each place they come from has its own, beside one for all places together.
/// </summary>
public static class FailureKeys
{
    /// <summary>Wrong passwords and codes of second factors.</summary>
    public const string SignIn = "in";

    /// <summary>Wrong codes for a new password.</summary>
    public const string Reset = "reset";

    /// <summary>Wishes for such codes.</summary>
    public const string Sent = "sent";

    /// <summary>Wrong pairing codes belong to no login.</summary>
    public const string Pairing = "pairing/";

    private const string Everywhere = "all";

    /// <summary>How all of a login begin.</summary>
    public static string Of(AccountKind kind, string login) => Ids.HashOf($"{(int)kind} {Logins.Key(login)}") + "/";

    /// <summary>How all of a login and a kind of try begin.</summary>
    public static string Of(AccountKind kind, string login, string what) => $"{Of(kind, login)}{what}/";

    /// <param name="place">A network, or what is known to have opened the account once.</param>
    public static string At(string beginning, string place) => beginning + Ids.HashOf(place)[..32];

    /// <summary>Of all places together that are not known to have opened the account.</summary>
    public static string InAll(string beginning) => beginning + Everywhere;
}
