using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

/// <summary>A person's way in. An owner and a publisher may have the same login: they are two accounts.</summary>
/// <param name="Login">Phone number, e-mail address or a name, as <see cref="Logins.Key"/> writes it.</param>
public sealed record Account(string Id, Person Person, string Login, string PasswordHash, DateTimeOffset CreatedAt)
{
    /// <summary>Asked for beside the password; null when it is off.</summary>
    public SecondFactor? SecondFactor { get; init; }

    /// <summary>A second factor that nobody has shown to work yet.</summary>
    public Secret? PendingSecret { get; init; }

    /// <summary>What lets a person in who has forgotten the password; null when nobody asked for it.</summary>
    public ResetCode? ResetCode { get; init; }
}

/// <param name="Secret">Shared with the person's device. Where it does not open, only recovery codes do.</param>
/// <param name="LastStep">The time step of the last code that was taken: a code opens once.</param>
/// <param name="RecoveryHashes">Of the codes for a person whose device is lost. Each opens once.</param>
public sealed record SecondFactor(Secret Secret, long LastStep, IReadOnlyList<string> RecoveryHashes);

public sealed record ResetCode(string Hash, DateTimeOffset ExpiresAt);
