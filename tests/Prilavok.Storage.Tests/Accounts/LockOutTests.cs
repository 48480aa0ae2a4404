using Prilavok.Core.Accounts;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Accounts;

/// <summary>Whom wrong passwords keep out, and whom they do not.</summary>
public abstract class LockOutTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Login = "boss@example.test";
    private const string Password = "Sesame";

    private static readonly Asker Here = new("198.51.100.0/24");
    private static readonly Asker Strangers = new("192.0.2.0/24");

    private Account _account = null!;

    [Fact]
    public async Task Strangers_lock_a_login_for_their_own_network()
    {
        await OpenAsync();
        await GuessAsync(5, _ => Strangers);

        Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, Strangers));
        Assert.IsType<CredentialsOutcome.Right>(await TryAsync(Password, Here));
        Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, Strangers));
    }

    [Theory]
    [InlineData("session")]
    [InlineData("device")]
    public async Task What_opened_the_account_once_has_a_count_of_its_own(string what)
    {
        await OpenAsync();
        var known = await KnownAsync(what);
        await GuessAsync(5, _ => Here);
        Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, Here));

        for (var round = 0; round < 3; round++)
        {
            await GuessAsync(4, _ => known);
            Assert.IsType<CredentialsOutcome.Right>(await TryAsync(Password, known));
        }

        await GuessAsync(5, _ => known);
        Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, known));
        Assert.IsType<CredentialsOutcome.Right>(await TryAsync(Password, Strangers));
    }

    [Theory]
    [InlineData("session")]
    [InlineData("device")]
    public async Task What_opened_another_account_helps_nobody(string what)
    {
        await OpenAsync("other@example.test");
        var foreign = await KnownAsync(what);
        await OpenAsync();
        await GuessAsync(5, _ => Here);

        Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, foreign));
        foreach (var odd in new[] { "", "odd", "kept:00", new string('a', 5000) })
        {
            Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, Here with { Device = odd, Token = odd }));
        }
    }

    [Fact]
    public async Task A_session_that_is_over_or_was_ended_helps_no_more()
    {
        await OpenAsync();
        var (ended, over) = (await KnownAsync("session"), await KnownAsync("session"));
        await Node.Get<Sessions>().EndAsync(_account.Person, ended.Token!, Ct);
        await GuessAsync(5, _ => Here);
        Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, ended));
        Assert.IsType<CredentialsOutcome.Right>(await TryAsync(Password, over));

        Store.Clock.Advance(TimeSpan.FromDays(30));
        await GuessAsync(5, _ => Here);
        Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, over));
    }

    [Fact]
    public async Task Strangers_of_many_networks_lock_it_at_last_for_everybody_unknown()
    {
        await OpenAsync();
        var known = await KnownAsync("device");
        await GuessAsync(99, i => new Asker($"2001:db8:{i / 4:x}::/48"));
        Assert.IsType<CredentialsOutcome.Right>(await TryAsync(Password, Here));

        await GuessAsync(1, _ => new Asker("2001:db8:ffff::/48"));
        Assert.Equal(new CredentialsOutcome.Locked(Now + TimeSpan.FromMinutes(5)), await TryAsync(Password, Here));
        Assert.IsType<CredentialsOutcome.Right>(await TryAsync(Password, known));

        Store.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<CredentialsOutcome.Right>(await TryAsync(Password, Here));
    }

    [Fact]
    public async Task Whoever_has_the_key_and_sits_at_the_machine_is_let_in_all_the_same()
    {
        await OpenAsync();
        await GuessAsync(5, _ => Here);

        Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, Here, isKey: true));
        Assert.IsType<CredentialsOutcome.Right>(await TryAsync(Password, Here, isKey: true, isHere: true));
        Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, Here, isKey: false, isHere: true));
    }

    [Fact]
    public async Task The_key_is_not_enough_where_there_is_a_second_factor()
    {
        await OpenAsync();
        var factors = Node.Get<SecondFactors>();
        await factors.BeginAsync(_account.Person, Ct);
        await factors.ConfirmAsync(_account.Person, FakeOneTimeCodes.CodeAt(Now), Ct);

        Assert.IsType<CredentialsOutcome.CodeMissing>(await TryAsync(Password, Here, isKey: true));
        Assert.IsType<CredentialsOutcome.CodeMissing>(await TryAsync(Password, Here, isKey: true, isHere: true));
    }

    [Fact]
    public async Task Guesses_at_the_key_at_one_time_are_counted_like_guesses_in_turn()
    {
        await OpenAsync();
        var second = Store.AddNode();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            i => TryAsync("guess", Strangers, isKey: false, node: i % 2 == 0 ? Node : second)));

        Assert.Equal(5, outcomes.Count(outcome => outcome is CredentialsOutcome.Wrong));
        Assert.All(outcomes, outcome => Assert.True(outcome is CredentialsOutcome.Wrong or CredentialsOutcome.Locked));
    }

    [Fact]
    public async Task An_administrator_unlocks_whatever_was_locked()
    {
        await OpenAsync();
        var administer = Node.Get<AdministerAccounts>();
        var known = await KnownAsync("device");
        Assert.Null(await LockedUntilAsync());
        await GuessAsync(5, _ => Strangers);
        Assert.Equal(Now + TimeSpan.FromMinutes(5), await LockedUntilAsync());
        await GuessAsync(5, _ => known);
        await GuessAsync(95, i => new Asker($"2001:db8:{i / 4:x}::/48"));
        Assert.IsType<CredentialsOutcome.Locked>(await TryAsync(Password, Here));

        Assert.True(await administer.UnlockAsync(_account.Id, Ct));

        Assert.Null(await LockedUntilAsync());
        Assert.All(
            await Task.WhenAll(TryAsync(Password, Strangers), TryAsync(Password, known), TryAsync(Password, Here)),
            outcome => Assert.IsType<CredentialsOutcome.Right>(outcome));

        Task<DateTimeOffset?> LockedUntilAsync() => Node.ReadAsync(s => administer.LockedUntilAsync(s, _account));
    }

    [Fact]
    public async Task Strangers_who_ask_for_codes_do_not_keep_the_person_from_one()
    {
        await OpenAsync();
        var reset = Node.Get<ResetPassword>();
        for (var i = 0; i < 5; i++)
        {
            Assert.False(await reset.IsAskedTooOftenAsync(_account, Strangers, Ct));
        }

        Assert.True(await reset.IsAskedTooOftenAsync(_account, Strangers, Ct));
        Assert.False(await reset.IsAskedTooOftenAsync(_account, Here, Ct));
        Assert.False(await reset.IsAskedTooOftenAsync(_account, await KnownAsync("device", Strangers), Ct));
    }

    [Fact]
    public async Task A_person_is_not_sent_any_number_of_codes_however_many_networks_ask()
    {
        await OpenAsync();
        var sent = 0;
        for (var i = 0; i < 100; i++)
        {
            sent += await Node.Get<ResetPassword>().IsAskedTooOftenAsync(_account, new Asker($"2001:db8:{i:x}::/48"), Ct) ? 0 : 1;
        }

        Assert.Equal(20, sent);
    }

    private async Task OpenAsync(string login = Login)
    {
        await Node.Get<AdministerAccounts>().AddAdministratorAsync(login, Password, Ct);
        _account = (await Node.ReadAsync(s => Node.Get<IAccounts>().FindByLoginAsync(s, AccountKind.Administrator, login)))!;
    }

    /// <summary>Somebody who came in before, as that is known.</summary>
    private async Task<Asker> KnownAsync(string what, Asker? from = null) => what == "device"
        ? (from ?? Here) with { Device = Node.Get<KnownDevices>().Mark(_account.Person) }
        : (from ?? Here) with { Token = (await Node.WriteAsync(work => Node.Get<Sessions>().OpenAsync(work, _account))).Token };

    private async Task GuessAsync(int times, Func<int, Asker> who)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.IsType<CredentialsOutcome.Wrong>(await TryAsync("wrong", who(i)));
        }
    }

    private Task<CredentialsOutcome> TryAsync(string password, Asker asker, bool? isKey = null, bool isHere = false, Node? node = null) =>
        (node ?? Node).Get<CheckCredentials>().HandleAsync(
            new Credentials(AccountKind.Administrator, Login, password, null) { IsKey = isKey, IsHere = isHere }, asker, Ct);
}

public sealed class SqliteLockOutTests : LockOutTests<SqliteFixture>;

public sealed class PostgreSqlLockOutTests : LockOutTests<PostgreSqlFixture>;
