namespace Prilavok.Contracts.Manage;

/// <summary>Whether a code is asked for beside the password.</summary>
public sealed record SecondFactor(bool On, int RecoveryCodesLeft);

/// <summary>For the person's device.</summary>
/// <param name="Secret">Base32.</param>
/// <param name="Uri">What a QR code holds: otpauth://totp/…</param>
public sealed record SecondFactorSecret(string Secret, string Uri);

/// <summary>The second factor is on.</summary>
/// <param name="RecoveryCodes">For a person whose device is lost: ten, and each opens once. Shown once.</param>
public sealed record SecondFactorOn(IReadOnlyList<string> RecoveryCodes);
