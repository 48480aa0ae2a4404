using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Accounts;

/// <summary>How many sessions a person has, and how they are ended.</summary>
public abstract class SessionTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private Sessions Sessions => Node.Get<Sessions>();

    [Theory]
    [InlineData(AccountKind.Owner)]
    [InlineData(AccountKind.Publisher)]
    [InlineData(AccountKind.Administrator)]
    public async Task The_oldest_ends_when_there_are_too_many(AccountKind kind)
    {
        var account = await OpenAsync(kind);
        var tokens = new List<string>();
        for (var i = 0; i < 101; i++)
        {
            tokens.Add((await Node.WriteAsync(work => Sessions.OpenAsync(work, account, $"Agent {i}"))).Token);
            Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.IsType<Grant.None>(await RecogniseAsync(tokens[0]));
        Assert.IsNotType<Grant.None>(await RecogniseAsync(tokens[1]));
        Assert.IsNotType<Grant.None>(await RecogniseAsync(tokens[^1]));
        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"Agent {i}"), (await Sessions.ListAsync(account.Person, Ct)).Select(session => session.Agent));
    }

    [Fact]
    public async Task One_is_ended_and_the_others_go_on()
    {
        var (account, other) = (await OpenAsync(AccountKind.Owner), await OpenAsync(AccountKind.Owner));
        var first = (await Node.WriteAsync(work => Sessions.OpenAsync(work, account))).Token;
        var second = (await Node.WriteAsync(work => Sessions.OpenAsync(work, account))).Token;
        Assert.IsType<Grant.OfOwner>(await RecogniseAsync(first));

        Assert.False(await Sessions.EndOneAsync(other.Person, Sessions.IdOf(first), Ct));
        Assert.False(await Sessions.EndOneAsync(account.Person, "", Ct));
        Assert.True(await Sessions.EndOneAsync(account.Person, Sessions.IdOf(first), Ct));
        Assert.False(await Sessions.EndOneAsync(account.Person, Sessions.IdOf(first), Ct));

        Assert.IsType<Grant.None>(await RecogniseAsync(first));
        Assert.IsType<Grant.OfOwner>(await RecogniseAsync(second));
    }

    [Fact]
    public async Task Tokens_of_programs_are_no_sessions()
    {
        var account = await OpenAsync(AccountKind.Owner);
        var (made, token) = (await Node.Get<PersonalTokens>().MakeAsync(account.Person, "till", ["store:read"], null, Ct))!.Value;

        Assert.DoesNotContain(await Sessions.ListAsync(account.Person, Ct), session => session.Id == Sessions.IdOf(token));
        Assert.False(await Sessions.EndOneAsync(account.Person, Sessions.IdOf(token), Ct));
        Assert.False(await Sessions.EndOneAsync(account.Person, made.Id, Ct));
    }

    [Fact]
    public async Task What_goes_on_by_refresh_tokens_is_one_session_and_ends_whole()
    {
        var shop = await Shop.OpenAsync(Node);
        var app = (await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct))!.Apps.Single();
        var (person, lives) = (new Person(AccountKind.Publisher, app.App.PublisherId), new TokenLives(TimeSpan.FromMinutes(30), TimeSpan.FromDays(30), Rotates: true));
        var admit = Node.Get<AdmitPublisher>();
        var outcome = await admit.ByPasswordAsync(app.PublisherLogin!, app.PublisherPassword!, null, lives, Asker.Unknown with { Agent = "curl" }, Ct);
        var pair = Assert.IsType<AdmitOutcome.Admitted>(outcome).Pair;
        var next = (await admit.ByRefreshAsync(pair.Refresh, lives, Ct))!;

        var family = Assert.Single(await Sessions.ListAsync(person, Ct), session => session.IsRefresh);
        Assert.Equal("curl", family.Agent);
        Assert.Equal(Sessions.IdOf(app.PublisherToken!), Assert.Single(await Sessions.ListAsync(person, Ct), session => !session.IsRefresh).Id);
        Assert.True(await Sessions.EndOneAsync(person, family.Id, Ct));

        Assert.IsType<Grant.None>(await RecogniseAsync(pair.Access));
        Assert.IsType<Grant.None>(await RecogniseAsync(next.Access));
        Assert.Null(await admit.ByRefreshAsync(next.Refresh, lives, Ct));
    }

    /// <summary>The token of a sandbox's publisher has no end: log-ins do not push it out.</summary>
    [Fact]
    public async Task Only_what_ends_by_itself_makes_room()
    {
        var shop = await Shop.OpenAsync(Node);
        var app = (await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct))!.Apps.Single();
        var account = (await Node.ReadAsync(s => Node.Get<IAccounts>().FindAsync(s, new Person(AccountKind.Publisher, app.App.PublisherId))))!;
        for (var i = 0; i < 101; i++)
        {
            Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Node.WriteAsync(work => Sessions.OpenAsync(work, account));
        }

        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(app.PublisherToken!));
    }

    [Fact]
    public async Task A_removed_sandbox_takes_the_tokens_of_its_publishers_along_at_once()
    {
        var shop = await Shop.OpenAsync(Node);
        var app = (await Node.Get<DescribeTenant>().HandleAsync(shop.OwnerId, Ct))!.Apps.Single();
        Assert.IsType<Grant.OfPublisher>(await RecogniseAsync(app.PublisherToken!));

        await Node.Get<RemoveTenant>().HandleAsync(shop.OwnerId, Ct);

        Assert.IsType<Grant.None>(await RecogniseAsync(app.PublisherToken!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_password_takes_the_tokens_of_programs_back_unless_they_are_to_stay(bool keepsTokens)
    {
        var account = await OpenAsync(AccountKind.Owner);
        var program = (await Node.Get<PersonalTokens>().MakeAsync(account.Person, "till", ["store:read"], null, Ct))!.Value.Token;
        Assert.IsType<Grant.OfOwner>(await RecogniseAsync(program));
        var reset = Node.Get<ResetPassword>();
        var code = (await reset.BeginAsync(account.Person, Ct))!.Code;

        Assert.IsType<CredentialsOutcome.Right>(await reset.CompleteAsync(AccountKind.Owner, account.Login, code, "Another", Asker.Unknown, keepsTokens, Ct));

        Assert.Equal(keepsTokens, await RecogniseAsync(program) is Grant.OfOwner);
    }

    private async Task<Account> OpenAsync(AccountKind kind)
    {
        var login = $"{Guid.CreateVersion7():n}@example.test";
        switch (kind)
        {
            case AccountKind.Owner:
                await Node.Get<OpenAccount>().ForOwnerAsync(login, "Sesame", null, Ct);
                break;
            case AccountKind.Publisher:
                await Node.Get<OpenAccount>().ForPublisherAsync(login, "Sesame", null, Ct);
                break;
            default:
                await Node.Get<AdministerAccounts>().AddAdministratorAsync(login, "Sesame", Ct);
                break;
        }

        return (await Node.ReadAsync(s => Node.Get<IAccounts>().FindByLoginAsync(s, kind, login)))!;
    }

    private async Task<Grant> RecogniseAsync(string token) => await Node.Get<RecogniseToken>().HandleAsync(token, Ct);
}

public sealed class SqliteSessionTests : SessionTests<SqliteFixture>;

public sealed class PostgreSqlSessionTests : SessionTests<PostgreSqlFixture>;
