using Prilavok.Core.Apps;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;

namespace Prilavok.Core.Owners;

/// <param name="Id">Of the owner or the publisher.</param>
/// <param name="Token">What a log-in would give; shown once.</param>
public sealed record OpenedAccount(string Id, string Token);

/// <summary>Opens real accounts: no sandbox power works on them.</summary>
public sealed class OpenAccount(
    IStorage storage, IOwners owners, IPublishers publishers, IRoles roles, IEventLog log, ITokens tokens, IPasswords passwords, Ids ids, TimeProvider clock)
{
    /// <returns>Null when the login is taken.</returns>
    public async Task<OpenedAccount?> ForOwnerAsync(string login, string password, CancellationToken ct)
    {
        var hash = passwords.Hash(password, isGenerated: false);
        var now = clock.GetUtcNow();
        var token = Ids.NewToken("own_");
        var ownerId = await storage.AddOwnerAsync(
            async work =>
            {
                var id = await owners.NextIdAsync(work);
                return await owners.AddAsync(work, new Owner(id, login, hash, false, TimeSpan.Zero, now, null)) ? id : null;
            },
            async work =>
            {
                var events = new List<NewEvent>();
                foreach (var role in PresetRoles.Make(ids, now))
                {
                    await roles.SaveAsync(work, role);
                    events.Add(new NewEvent(EventKind.Role, EventAction.Created, role.Id, null, new Fact.OfRole(role)));
                }

                await log.AppendAsync(work, Source.System, events);
                var bearer = new TokenBearer(TokenKind.Owner, work.OwnerId, Logins.Key(login));
                await tokens.AddAsync(work, Ids.HashOf(token), bearer, now);
            },
            ct);
        return ownerId is null ? null : new OpenedAccount(ownerId, token);
    }

    /// <returns>Null when the login is taken.</returns>
    public async Task<OpenedAccount?> ForPublisherAsync(string login, string password, CancellationToken ct)
    {
        var hash = passwords.Hash(password, isGenerated: false);
        var now = clock.GetUtcNow();
        var opened = new OpenedAccount(ids.NewUuid(), Ids.NewToken("pub_"));
        var isOpened = await storage.WriteAsync(
            async work =>
            {
                if (!await publishers.AddAsync(work, new Publisher(opened.Id, login, hash, now)))
                {
                    return false;
                }

                await tokens.AddAsync(work, Ids.HashOf(opened.Token), new TokenBearer(TokenKind.Publisher, "", opened.Id), now);
                return true;
            },
            ct);
        return isOpened ? opened : null;
    }
}
