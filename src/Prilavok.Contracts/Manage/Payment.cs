using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>An attempt to charge the owner.</summary>
/// <param name="Number">1, 2, 3 … of the owner's attempts; the list goes on before it.</param>
/// <param name="At">On the owner's clock.</param>
/// <param name="Reason">A period that was due, another attempt at it, other terms, or coming back after the subscription ended unpaid.</param>
/// <param name="Amount">Roubles.</param>
public sealed record Payment(
    long Number,
    string At,
    string AppId,
    string SubscriptionId,
    [AllowedValues("period", "again", "terms", "revival")] string Reason,
    decimal Amount,
    [AllowedValues("RUB")] string Currency,
    [AllowedValues("paid", "declined")] string Result);

/// <summary>What becomes of a sandbox owner's charges.</summary>
/// <param name="Times">With declines: so many charges, then they succeed. Left out: every charge.</param>
/// <param name="Until">On the owner's clock: from then on there is no card, and every charge is declined.</param>
public sealed record PaymentMethod(
    [AllowedValues("succeeds", "declines")] string Kind, [MayBeNull] int? Times = null, [MayBeNull] string? Until = null);
