namespace Prilavok.Core;

/// <summary>
/// Passwords of people. Slow on purpose, so it is done elsewhere than where calls are answered; generated passwords are strong enough for
/// the fast form.
/// </summary>
public interface IPasswords
{
    string HashGenerated(string password);

    Task<string> HashAsync(string password, CancellationToken ct);

    /// <summary>True when it is the fast form, which nobody waits for.</summary>
    bool IsGenerated(string hash);

    /// <param name="hash">Null is nobody's: it takes as long as a slow one, and nothing matches.</param>
    Task<bool> MatchesAsync(string? hash, string password, CancellationToken ct);
}
