namespace Prilavok.Core.Accounts;

internal static class PersonWrites
{
    /// <summary>Holds the owner when the person is one, so that nothing is left of an owner who is removed meanwhile.</summary>
    public static Task<T> WriteForAsync<T>(this IStorage storage, Person person, Func<IWork, Task<T>> unit, CancellationToken ct) =>
        person.OwnerId.Length > 0 ? storage.WriteAsync(person.OwnerId, work => unit(work), ct) : storage.WriteAsync(unit, ct);

    /// <summary>False when the account has another password since it was read, or is gone: what was proved with the former is void.</summary>
    public static async Task<bool> StillHasAsync(this IAccounts accounts, IWork work, Account read) =>
        await accounts.HoldAsync(work, read.Person) is { } held && held.PasswordHash == read.PasswordHash;
}
