using Microsoft.AspNetCore.Identity;

namespace Prilavok.Server.Manage;

/// <summary>Who may open an account.</summary>
public enum Registration
{
    /// <summary>Open where only this machine can reach the server, closed elsewhere.</summary>
    Auto,

    Open,
    Closed,
}

/// <summary>Accounts of people. Section <c>Prilavok:Accounts</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>Who may open an account: <c>Auto</c>, <c>Open</c> or <c>Closed</c>. Default <c>Auto</c>.</summary>
    public Registration Registration { get; set; }

    /// <summary>What a password must have. Defaults: 8 characters, a digit, an upper- and a lower-case letter, and one that is neither.</summary>
    public PasswordOptions Password { get; set; } = new() { RequiredLength = 8 };
}
