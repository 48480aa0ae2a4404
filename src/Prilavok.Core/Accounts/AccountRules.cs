namespace Prilavok.Core.Accounts;

/// <summary>What an operator decides about accounts.</summary>
/// <param name="Session">How long a log-in lasts.</param>
/// <param name="MostFailures">So many wrong passwords or codes in a row lock a login.</param>
/// <param name="LockedFor">For this long. Failures that far back do not count.</param>
/// <param name="ResetCode">How long a code for a new password works.</param>
public sealed record AccountRules(TimeSpan Session, int MostFailures, TimeSpan LockedFor, TimeSpan ResetCode);
