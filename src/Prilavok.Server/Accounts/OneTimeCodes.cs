using OtpNet;
using Prilavok.Core.Accounts;

namespace Prilavok.Server.Accounts;

/// <summary>What every authenticator app shows: SHA-1, six digits, 30 seconds.</summary>
internal sealed class OneTimeCodes : IOneTimeCodes
{
    /// <summary>Clocks of phones are off by less than one step.</summary>
    private static readonly VerificationWindow NextTo = new(previous: 1, future: 1);

    public string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(20));

    public long? StepOf(string secret, string code, DateTimeOffset now) =>
        new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(now.UtcDateTime, code.Trim(), out var step, NextTo) ? step : null;
}
