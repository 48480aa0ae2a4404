namespace Prilavok.Core.Accounts;

/// <summary>Who asks to be let in, as far as anybody knows before it is proved.</summary>
/// <param name="Network">Of the caller, as 192.0.2.0/24 or 2001:db8::/48; empty where it is not known.</param>
public sealed record Asker(string Network)
{
    public static Asker Unknown { get; } = new("");

    /// <summary>A token that came along, perhaps of a session of the account; null when there was none.</summary>
    public string? Token { get; init; }

    /// <summary>What this browser was given when somebody came in with it; null when it was given nothing.</summary>
    public string? Device { get; init; }

    /// <summary>What the caller's program calls itself; null when it says nothing.</summary>
    public string? Agent { get; init; }
}
