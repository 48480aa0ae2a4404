using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Accounts;

public abstract class LogInTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Login = "boss@example.test";
    private const string Password = "Sesame";

    private string _ownerId = "";

    private Person Owner => new(AccountKind.Owner, _ownerId);

    [Fact]
    public async Task An_owner_logs_in_and_out()
    {
        await OpenAsync();
        Assert.IsType<CredentialsOutcome.Wrong>(await RefusedAsync("wrong"));
        Assert.IsType<CredentialsOutcome.Wrong>(await RefusedAsync(Password, "nobody@example.test"));
        Assert.IsType<CredentialsOutcome.Wrong>(await RefusedAsync(Password, kind: AccountKind.Publisher));

        var session = await EnterAsync(" BOSS@example.test ");
        Assert.Equal(Owner, session.Account.Person);
        Assert.Equal(new Grant.OfOwner(_ownerId, Login), await RecogniseAsync(session.Token));

        await Node.Get<Sessions>().EndAsync(Owner, session.Token, Ct);
        Assert.Equal(Grant.Unknown, await RecogniseAsync(session.Token));
    }

    [Fact]
    public async Task A_session_ends_by_itself()
    {
        await OpenAsync();
        var session = await EnterAsync();
        Assert.Equal(Now + TimeSpan.FromDays(30), session.ExpiresAt);

        Store.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMilliseconds(1));
        Assert.IsType<Grant.OfOwner>(await RecogniseAsync(session.Token));
        Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsType<Grant.None>(await RecogniseAsync(session.Token));

        await EnterAsync();
        Assert.Null(await Node.ReadAsync(s => Node.Get<ITokens>().FindAsync(s, Core.Ids.HashOf(session.Token))));
    }

    [Theory]
    [InlineData(Login)]
    [InlineData("nobody@example.test")]
    public async Task Five_wrong_passwords_lock_a_login_for_a_while_whether_it_exists_or_not(string login)
    {
        await OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<CredentialsOutcome.Wrong>(await RefusedAsync("wrong", login));
        }

        var until = Now + TimeSpan.FromMinutes(5);
        Store.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(new CredentialsOutcome.Locked(until), await RefusedAsync(Password, login));
        Assert.Equal(new CredentialsOutcome.Locked(until), await RefusedAsync("wrong", login));

        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(login == Login, await TryAsync(Password, login) is LogInOutcome.Opened);
    }

    [Fact]
    public async Task Only_failures_in_a_row_count()
    {
        await OpenAsync();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                Assert.IsType<CredentialsOutcome.Wrong>(await RefusedAsync("wrong"));
            }

            await EnterAsync();
        }
    }

    [Fact]
    public async Task Guesses_at_one_time_on_two_nodes_are_counted_like_guesses_in_turn()
    {
        await OpenAsync();
        var second = Store.AddNode();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => TryAsync("wrong", node: i % 2 == 0 ? Node : second)));

        Assert.Equal(5, outcomes.Count(outcome => outcome is LogInOutcome.Refused { Why: CredentialsOutcome.Wrong }));
        Assert.Equal(25, outcomes.Count(outcome => outcome is LogInOutcome.Refused { Why: CredentialsOutcome.Locked }));
    }

    [Fact]
    public async Task Right_passwords_at_one_time_lock_nobody_out()
    {
        await OpenAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => TryAsync(Password)));

        Assert.All(outcomes, outcome => Assert.IsType<LogInOutcome.Opened>(outcome));
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_leaves_tokens_of_programs()
    {
        await OpenAsync();
        var (here, elsewhere) = (await EnterAsync(), await EnterAsync());
        var program = (await Node.Get<PersonalTokens>().MakeAsync(Owner, "till", ["store:read"], null, Ct))!.Value.Token;
        Assert.IsType<Grant.OfOwner>(await RecogniseAsync(elsewhere.Token));

        Assert.IsType<CredentialsOutcome.Wrong>(await ChangeAsync("wrong", here.Token));
        Assert.IsType<CredentialsOutcome.Right>(await ChangeAsync(Password, here.Token));

        Assert.IsType<Grant.OfOwner>(await RecogniseAsync(here.Token));
        Assert.IsType<Grant.OfOwner>(await RecogniseAsync(program));
        Assert.IsType<Grant.None>(await RecogniseAsync(elsewhere.Token));
        Assert.IsType<CredentialsOutcome.Wrong>(await RefusedAsync(Password));
        Assert.IsType<LogInOutcome.Opened>(await TryAsync("Another"));
    }

    [Fact]
    public async Task A_code_for_a_new_password_works_once_and_for_a_while_and_unlocks()
    {
        await OpenAsync();
        var session = await EnterAsync();
        var reset = Node.Get<ResetPassword>();
        Assert.Null(await reset.BeginAsync(new Person(AccountKind.Owner, "01-nobody"), Ct));
        var late = (await reset.BeginAsync(Owner, Ct))!;
        Assert.Equal(Now + TimeSpan.FromMinutes(30), late.ExpiresAt);
        Store.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.IsType<CredentialsOutcome.Wrong>(await CompleteAsync(late.Code));

        var former = (await reset.BeginAsync(Owner, Ct))!;
        var code = (await reset.BeginAsync(Owner, Ct))!.Code;
        await FailAsync(5);
        Assert.IsType<CredentialsOutcome.Wrong>(await CompleteAsync(former.Code));
        Assert.IsType<CredentialsOutcome.Wrong>(await CompleteAsync(code, "nobody@example.test"));
        Assert.IsType<CredentialsOutcome.Right>(await CompleteAsync($" {code.ToLowerInvariant()} "));
        Assert.IsType<CredentialsOutcome.Wrong>(await CompleteAsync(code));

        Assert.IsType<LogInOutcome.Opened>(await TryAsync("Another"));
        Assert.IsType<Grant.None>(await RecogniseAsync(session.Token));
    }

    /// <summary>Whoever guesses is told to wait; the person, who has the code, is let through all the same.</summary>
    [Fact]
    public async Task Guessed_codes_for_a_new_password_keep_out_who_guesses_and_not_the_person()
    {
        await OpenAsync();
        var code = (await Node.Get<ResetPassword>().BeginAsync(Owner, Ct))!.Code;
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<CredentialsOutcome.Wrong>(await CompleteAsync("GUESS"));
        }

        for (var i = 5; i < 50; i++)
        {
            Assert.IsType<CredentialsOutcome.Locked>(await CompleteAsync("GUESS"));
        }

        Assert.IsType<CredentialsOutcome.Right>(await CompleteAsync(code));
    }

    [Fact]
    public async Task A_network_that_guesses_codes_without_end_is_shut_out_alone()
    {
        await OpenAsync();
        var code = (await Node.Get<ResetPassword>().BeginAsync(Owner, Ct))!.Code;
        for (var i = 0; i < 100; i++)
        {
            await CompleteAsync("GUESS", asker: new Asker("192.0.2.0/24"));
        }

        Assert.IsType<CredentialsOutcome.Locked>(await CompleteAsync(code, asker: new Asker("192.0.2.0/24")));
        Assert.IsType<CredentialsOutcome.Right>(await CompleteAsync(code, asker: new Asker("198.51.100.0/24")));
    }

    [Fact]
    public async Task Codes_are_not_sent_without_end()
    {
        await OpenAsync();
        var (reset, account) = (Node.Get<ResetPassword>(), (await Node.ReadAsync(s => Node.Get<IAccounts>().FindAsync(s, Owner)))!);
        for (var i = 0; i < 5; i++)
        {
            Assert.False(await reset.IsAskedTooOftenAsync(account, Asker.Unknown, Ct));
        }

        Assert.True(await reset.IsAskedTooOftenAsync(account, Asker.Unknown, Ct));
        await EnterAsync();
        Assert.True(await reset.IsAskedTooOftenAsync(account, Asker.Unknown, Ct));
        Store.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False(await reset.IsAskedTooOftenAsync(account, Asker.Unknown, Ct));
    }

    [Fact]
    public async Task Tokens_of_programs_open_what_they_were_made_for_until_they_are_over_or_taken_back()
    {
        await OpenAsync();
        var tokens = Node.Get<PersonalTokens>();
        var (first, secret) = (await tokens.MakeAsync(Owner, "till", ["store:read", "device:write"], null, Ct))!.Value;
        Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var (second, brief) = (await tokens.MakeAsync(Owner, "brief", ["store:read"], Now + TimeSpan.FromHours(1), Ct))!.Value;

        var grant = Assert.IsType<Grant.OfOwner>(await RecogniseAsync(secret));
        Assert.Equal(["device:write", "store:read"], grant.Scopes!.Order(StringComparer.Ordinal));
        Assert.True(grant.Allows("store:read"));
        Assert.False(grant.Allows("store:write"));
        Assert.False(grant.Allows(null));
        Assert.Equal(
            [(first.Id, "till"), (second.Id, "brief")], (await tokens.ListAsync(Owner, Ct)).Select(token => (token.Id, token.Name)));

        Store.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<Grant.None>(await RecogniseAsync(brief));
        Assert.False(await tokens.RemoveAsync(new Person(AccountKind.Publisher, "somebody"), first.Id, Ct));
        Assert.True(await tokens.RemoveAsync(Owner, first.Id, Ct));
        Assert.IsType<Grant.None>(await RecogniseAsync(secret));
    }

    private async Task OpenAsync() => _ownerId = (await Node.Get<OpenAccount>().ForOwnerAsync(Login, Password, null, Ct))!.Id;

    private async Task<LogInOutcome.Opened> EnterAsync(string login = Login) => Assert.IsType<LogInOutcome.Opened>(await TryAsync(Password, login));

    private async Task<CredentialsOutcome> RefusedAsync(string password, string login = Login, AccountKind kind = AccountKind.Owner) =>
        Assert.IsType<LogInOutcome.Refused>(await TryAsync(password, login, kind)).Why;

    private Task<LogInOutcome> TryAsync(string password, string login = Login, AccountKind kind = AccountKind.Owner, Node? node = null, Asker? asker = null) =>
        (node ?? Node).Get<LogIn>().HandleAsync(new Credentials(kind, login, password, null), asker ?? Asker.Unknown, Ct);

    private Task<CredentialsOutcome> ChangeAsync(string present, string token) =>
        Node.Get<ChangePassword>().HandleAsync(Owner, present, null, "Another", token, Asker.Unknown, keepsTokens: true, Ct);

    private Task<CredentialsOutcome> CompleteAsync(string code, string login = Login, Asker? asker = null) =>
        Node.Get<ResetPassword>().CompleteAsync(AccountKind.Owner, login, code, "Another", asker ?? Asker.Unknown, keepsTokens: false, Ct);

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await RefusedAsync("wrong");
        }
    }

    private ValueTask<Grant> RecogniseAsync(string token) => Node.Get<RecogniseToken>().HandleAsync(token, Ct);
}

public sealed class SqliteLogInTests : LogInTests<SqliteFixture>;

public sealed class PostgreSqlLogInTests : LogInTests<PostgreSqlFixture>;
