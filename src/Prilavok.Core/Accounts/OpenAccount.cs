using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

/// <param name="Id">Of the owner or the publisher.</param>
/// <param name="Token">What a log-in would give; shown once.</param>
public sealed record OpenedAccount(string Id, string Token);

/// <summary>Opens real accounts: no sandbox power works on them.</summary>
public sealed class OpenAccount(
    IStorage storage, IOwners owners, IPublishers publishers, IAccounts accounts, IRoles roles, IEventLog log,
    Sessions sessions, IPasswords passwords, Ids ids, TimeProvider clock)
{
    /// <param name="agent">What the caller's program calls itself; null when it says nothing.</param>
    /// <returns>Null when the login is taken.</returns>
    public async Task<OpenedAccount?> ForOwnerAsync(string login, string password, string? agent, CancellationToken ct)
    {
        var hash = await passwords.HashAsync(password, ct);
        var now = clock.GetUtcNow();
        var token = "";
        var ownerId = await storage.AddOwnerAsync(
            async work =>
            {
                var id = await owners.NextIdAsync(work);
                return await owners.AddAsync(work, new Owner(id, login, false, TimeSpan.Zero, now, null)) ? id : null;
            },
            async work =>
            {
                var account = AccountOf(new Person(AccountKind.Owner, work.OwnerId), login, hash, now);
                await accounts.AddAsync(work, account);
                var events = new List<NewEvent>();
                foreach (var role in PresetRoles.Make(ids, now))
                {
                    await roles.SaveAsync(work, role);
                    events.Add(new NewEvent(EventKind.Role, EventAction.Created, role.Id, null, new RoleFact(role)));
                }

                await log.AppendAsync(work, Source.System, events);
                (token, _) = await sessions.OpenAsync(work, account, agent);
            },
            ct);
        return ownerId is null ? null : new OpenedAccount(ownerId, token);
    }

    /// <param name="agent">As of an owner.</param>
    /// <returns>Null when the login is taken.</returns>
    public async Task<OpenedAccount?> ForPublisherAsync(string login, string password, string? agent, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var publisher = new Publisher(ids.NewUuid(), login, now);
        var account = AccountOf(new Person(AccountKind.Publisher, publisher.Id), login, await passwords.HashAsync(password, ct), now);
        return await storage.WriteAsync<OpenedAccount?>(
            async work =>
            {
                if (!await publishers.AddAsync(work, publisher))
                {
                    return null;
                }

                await accounts.AddAsync(work, account);
                return new OpenedAccount(publisher.Id, (await sessions.OpenAsync(work, account, agent)).Token);
            },
            ct);
    }

    private Account AccountOf(Person person, string login, string hash, DateTimeOffset now) =>
        new(ids.NewUuid(), person, Logins.Key(login), hash, now);
}
