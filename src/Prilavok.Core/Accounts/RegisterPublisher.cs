using Prilavok.Core.Owners;

namespace Prilavok.Core.Accounts;

/// <param name="Token">Personal; it works until it is taken back.</param>
public sealed record NewPublisher(string Id, string Login, string Password, string Token);

/// <summary>Opens an account for a publisher of a sandbox. Password and token are made here and shown once.</summary>
public sealed class RegisterPublisher(IPublishers publishers, IAccounts accounts, ITokens tokens, IPasswords passwords, Ids ids)
{
    public async Task<NewPublisher> HandleAsync(IWork work, DateTimeOffset now)
    {
        var id = ids.NewUuid();
        var made = new NewPublisher(id, Logins.OfSandbox(id), Ids.NewToken(""), Ids.NewToken("pub_"));
        await publishers.AddAsync(work, new Publisher(id, made.Login, now));
        var hash = passwords.HashGenerated(made.Password);
        await accounts.AddAsync(work, new Account(ids.NewUuid(), new Person(AccountKind.Publisher, id), made.Login, hash, now));
        await tokens.AddAsync(work, Ids.HashOf(made.Token), new TokenBearer(TokenKind.Publisher, "", id), now);
        return made;
    }
}
