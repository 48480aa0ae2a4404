using Prilavok.Core.Access;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Owners;

public abstract class TokenTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private ITokens Tokens => Node.Get<ITokens>();

    [Fact]
    public async Task A_token_is_known_by_its_hash_until_it_is_removed()
    {
        var shop = await Shop.OpenAsync(Node);
        var bearer = new TokenBearer(TokenKind.Owner, shop.OwnerId, "me");
        await AddAsync("h1", bearer);
        Assert.Equal(bearer, await FindAsync("h1"));
        Assert.Null(await FindAsync("H1"));

        await Node.WriteAsync(shop.OwnerId, work => Tokens.RemoveAsync(work, "h1"));
        Assert.Null(await FindAsync("h1"));
    }

    [Fact]
    public async Task All_tokens_of_a_bearer_are_removed_and_no_others()
    {
        var shop = await Shop.OpenAsync(Node);
        var bearer = new TokenBearer(TokenKind.Terminal, shop.OwnerId, "t1");
        TokenBearer[] others = [bearer with { SubjectId = "t2" }, bearer with { OwnerId = "" }, bearer with { Kind = TokenKind.Cloud }];
        await AddAsync("a", bearer);
        await AddAsync("b", bearer);
        for (var i = 0; i < others.Length; i++)
        {
            await AddAsync($"other{i}", others[i]);
        }

        await Node.WriteAsync(shop.OwnerId, work => Tokens.RemoveAllAsync(work, bearer));
        Assert.Null(await FindAsync("a"));
        Assert.Null(await FindAsync("b"));
        for (var i = 0; i < others.Length; i++)
        {
            Assert.Equal(others[i], await FindAsync($"other{i}"));
        }
    }

    [Fact]
    public async Task A_login_is_taken_once_whoever_asks()
    {
        var second = Store.AddNode();
        var made = await Task.WhenAll(
            CreateAsync("boss@example.test", "1"), CreateAsync("BOSS@example.test", "2", second), CreateAsync("boss@example.test", "3"));

        var ownerId = Assert.Single(made, id => id is not null);
        Assert.Equal(ownerId, (await Node.ReadAsync(s => Node.Get<IOwners>().FindByLoginAsync(s, "boss@example.test")))!.Id);
    }

    [Fact]
    public async Task An_app_that_was_removed_is_told_apart_from_a_stranger()
    {
        var shop = await Shop.OpenAsync(Node);
        Assert.Equal(shop.App.Id, Assert.IsType<Grant.OfApp>(await RecogniseAsync(shop.CloudToken)).AppId);
        await Node.Get<Core.Billing.RemoveApp>().HandleAsync(shop.OwnerId, Source.System, shop.App.Id, Ct);

        Assert.Equal(new Grant.Removed(shop.OwnerId), await RecogniseAsync(shop.CloudToken));
        Assert.Equal(Grant.Unknown, await RecogniseAsync("stranger"));
        Assert.Equal(new Grant.OfPublisher(shop.App.PublisherId), await RecogniseAsync(shop.PublisherToken));
    }

    private Task<string?> CreateAsync(string login, string password, Node? node = null) => (node ?? Node).Get<CreateTenant>().HandleAsync(
        new NewTenant(login, password, null, new TenantSeed(), new Core.Apps.AppSettings { Name = "App" }, Install: false), Ct);

    private Task AddAsync(string hash, TokenBearer bearer) => Node.WriteAsync(async work =>
    {
        await Tokens.AddAsync(work, hash, bearer, Now);
        return true;
    });

    private Task<TokenBearer?> FindAsync(string hash) => Node.ReadAsync(s => Tokens.FindAsync(s, hash));

    private ValueTask<Grant> RecogniseAsync(string token) => Node.Get<RecogniseToken>().HandleAsync(token, Ct);
}

public sealed class SqliteTokenTests : TokenTests<SqliteFixture>;

public sealed class PostgreSqlTokenTests : TokenTests<PostgreSqlFixture>;
