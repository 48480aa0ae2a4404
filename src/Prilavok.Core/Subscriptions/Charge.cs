namespace Prilavok.Core.Subscriptions;

/// <summary>Money wanted from the owner.</summary>
/// <param name="Id">The same however often it is ordered: it is paid once.</param>
/// <param name="Amount">Kopecks.</param>
/// <param name="Terms">What holds once it is paid; null leaves the terms.</param>
public sealed record Charge(string Id, ChargeReason Reason, long Amount, DateTimeOffset OrderedAt, Terms? Terms = null);

/// <summary>The numbers are stored.</summary>
public enum ChargeReason
{
    /// <summary>A period, when it is due.</summary>
    Period = 1,

    /// <summary>The same, because the owner asked for another attempt.</summary>
    Again = 2,

    /// <summary>The difference that new terms make.</summary>
    Terms = 3,

    /// <summary>A new period after the subscription was terminated.</summary>
    Revival = 4,
}
