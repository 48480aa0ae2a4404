namespace Prilavok.Core.Subscriptions;

/// <summary>An attempt to charge an owner, and what came of it.</summary>
/// <param name="Number">1, 2, 3 … of the owner's attempts, but for a jump where the database was put back.</param>
/// <param name="Amount">Kopecks.</param>
/// <param name="At">On the owner's clock.</param>
public sealed record Payment(
    long Number, string Id, string AppId, string SubscriptionId, ChargeReason Reason, long Amount, DateTimeOffset At, bool IsPaid);

/// <summary>How a sandbox owner pays.</summary>
/// <param name="Succeeds">What becomes of charges.</param>
/// <param name="Times">So many are declined, then they succeed; null declines them all.</param>
/// <param name="Until">On the owner's clock: from then on there is no card; null keeps it.</param>
/// <param name="Since">Number of the last payment when this was chosen.</param>
public sealed record PaymentMethod(bool Succeeds, int? Times = null, DateTimeOffset? Until = null, long Since = 0)
{
    public static PaymentMethod Default { get; } = new(true);
}
