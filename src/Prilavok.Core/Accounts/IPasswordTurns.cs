namespace Prilavok.Core.Accounts;

/// <summary>
/// Hashing a password takes a core for a tenth of a second, for whoever asks: so a few do at a time, somewhat more wait for a moment,
/// and no network keeps the others from their turn.
/// </summary>
public interface IPasswordTurns
{
    /// <returns>To be disposed of when the password is hashed; null when too many wait already.</returns>
    Task<IDisposable?> TakeAsync(string network, CancellationToken ct);
}

/// <summary>Six digits that change every 30 seconds (RFC 6238).</summary>
public interface IOneTimeCodes
{
    string NewSecret();

    /// <returns>The time step the code is of, one before or after the present one included; null when it is of none.</returns>
    long? StepOf(string secret, string code, DateTimeOffset now);
}
