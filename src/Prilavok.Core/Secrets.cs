namespace Prilavok.Core;

/// <summary>Keeps secrets unreadable in the database.</summary>
public interface ISecrets
{
    string Protect(string secret);

    string Unprotect(string kept);
}

/// <summary>Passwords of people. Slow on purpose; generated passwords are strong enough for the fast form.</summary>
public interface IPasswords
{
    string Hash(string password, bool isGenerated);

    /// <param name="hash">Null is nobody's: it takes as long, and nothing matches.</param>
    bool Matches(string? hash, string password);
}
