using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

/// <summary>Tokens that open a part of an account.</summary>
public sealed class PersonalTokens(IStorage storage, ITokens tokens, OwnerCaches caches, Ids ids, TimeProvider clock)
{
    /// <summary>Of one person.</summary>
    public const int Most = 100;

    /// <returns>The token, shown once; null when the person has too many.</returns>
    public Task<(PersonalToken Made, string Token)?> MakeAsync(
        Person person, string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, CancellationToken ct) =>
        storage.WriteForAsync<(PersonalToken, string)?>(
            person,
            async work =>
            {
                var bearer = Sessions.BearerOf(person);
                if ((await tokens.NamedAsync(work, bearer)).Count >= Most)
                {
                    return null;
                }

                var made = new PersonalToken(ids.NewUuid(), name, scopes, clock.GetUtcNow(), expiresAt);
                var token = Ids.NewToken("prt_");
                await tokens.AddAsync(
                    work, Ids.HashOf(token), bearer with { ExpiresAt = expiresAt, Named = new TokenName(made.Id, name, scopes) }, made.CreatedAt);
                return (made, token);
            },
            ct);

    public Task<IReadOnlyList<PersonalToken>> ListAsync(Person person, CancellationToken ct) =>
        storage.ReadAsync(s => tokens.NamedAsync(s, Sessions.BearerOf(person)), ct);

    /// <returns>False when the person has no such token.</returns>
    public Task<bool> RemoveAsync(Person person, string id, CancellationToken ct) => storage.WriteForAsync(
        person,
        async work =>
        {
            work.AfterCommit(() => caches.Forget(person.OwnerId));
            return await tokens.RemoveNamedAsync(work, Sessions.BearerOf(person), id);
        },
        ct);
}
