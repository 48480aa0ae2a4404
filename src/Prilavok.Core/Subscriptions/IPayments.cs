namespace Prilavok.Core.Subscriptions;

public interface IPayments
{
    /// <summary>Numbers the payment and keeps it.</summary>
    Task AddAsync(IOwnerWork work, Payment payment);

    /// <summary>The newest first.</summary>
    /// <param name="before">Those with smaller numbers; null starts with the newest.</param>
    Task<IReadOnlyList<Payment>> ListAsync(ISession session, string ownerId, long? before, int limit);

    /// <summary>Declined payments after the one of this number.</summary>
    Task<int> DeclinedAsync(ISession session, string ownerId, long since);

    Task<PaymentMethod> MethodAsync(ISession session, string ownerId);

    /// <summary>Keeps the method; its <see cref="PaymentMethod.Since"/> becomes the number of the last payment.</summary>
    Task SaveMethodAsync(IOwnerWork work, PaymentMethod method);
}
