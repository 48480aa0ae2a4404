namespace Prilavok.Core.Accounts;

/// <summary>What an operator decides about accounts.</summary>
/// <param name="Session">How long a log-in lasts.</param>
/// <param name="MostFailures">So many wrong passwords or codes in a row from one network lock a login there.</param>
/// <param name="LockedFor">For this long. Failures that far back do not count.</param>
/// <param name="ResetCode">How long a code for a new password works.</param>
public sealed record AccountRules(TimeSpan Session, int MostFailures, TimeSpan LockedFor, TimeSpan ResetCode)
{
    /// <summary>So many from all networks together lock a login for everybody who has never opened it.</summary>
    public int MostFailuresInAll { get; init; } = 100;

    /// <summary>Sessions one person has open at a time; one more ends the oldest.</summary>
    public int MostSessions { get; init; } = 100;

    /// <summary>Wrong codes for a new password from one network, after which not even a right one is looked at.</summary>
    public int MostResetFailures => MostFailures * 20;

    /// <summary>As <see cref="MostResetFailures"/>, of all networks together.</summary>
    public int MostResetFailuresInAll => MostFailuresInAll * 10;

    /// <summary>Codes for a new password that one login is sent, whoever wishes for them.</summary>
    public int MostSentInAll => MostFailures * 4;
}
