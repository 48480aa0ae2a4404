using Prilavok.Core.Accounts;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Accounts;

public abstract class SecondFactorTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Login = "dev@example.test";
    private const string Password = "Sesame";

    private Person _publisher;

    private SecondFactors Factors => Node.Get<SecondFactors>();

    private string Code => FakeOneTimeCodes.CodeAt(Now);

    [Fact]
    public async Task Nothing_is_asked_until_a_code_was_shown()
    {
        await OpenAsync();
        Assert.Null(await Factors.ConfirmAsync(_publisher, Code, Ct));
        Assert.NotNull(await Factors.BeginAsync(_publisher, Ct));
        await EnterAsync(null);
        Assert.Null(await Factors.ConfirmAsync(_publisher, "wrong", Ct));
        await EnterAsync(null);

        Assert.Equal(10, (await Factors.ConfirmAsync(_publisher, Code, Ct))!.Distinct().Count());

        Assert.IsType<CredentialsOutcome.CodeMissing>(await RefusedAsync(null));
        Assert.Null(await Factors.BeginAsync(_publisher, Ct));
    }

    [Fact]
    public async Task A_code_opens_once_even_at_one_time_on_two_nodes()
    {
        await TurnOnAsync();
        Assert.IsType<CredentialsOutcome.CodeWrong>(await RefusedAsync(Code)); // It has confirmed.
        Store.Clock.Advance(TimeSpan.FromSeconds(30));
        var second = Store.AddNode();

        var outcomes = await Task.WhenAll(TryAsync(Code), TryAsync(Code, second), TryAsync(Code), TryAsync(Code, second));

        Assert.Single(outcomes, outcome => outcome is LogInOutcome.Opened);
        Assert.Equal(3, outcomes.Count(outcome => outcome is LogInOutcome.Refused { Why: CredentialsOutcome.CodeWrong }));
    }

    [Fact]
    public async Task A_recovery_code_opens_once()
    {
        var recovery = await TurnOnAsync();

        await EnterAsync($" {recovery[3].ToLowerInvariant()}");

        Assert.IsType<CredentialsOutcome.CodeWrong>(await RefusedAsync(recovery[3]));
        await EnterAsync(recovery[4]);
        Assert.Equal(8, (await Node.ReadAsync(s => Node.Get<IAccounts>().FindAsync(s, _publisher)))!.SecondFactor!.RecoveryHashes.Count);
    }

    [Fact]
    public async Task Asking_for_the_code_is_no_failure_and_does_not_forget_any()
    {
        await TurnOnAsync();
        for (var i = 0; i < 20; i++)
        {
            Assert.IsType<CredentialsOutcome.CodeMissing>(await RefusedAsync(null));
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<CredentialsOutcome.CodeWrong>(await RefusedAsync("guess"));
            if (i < 4)
            {
                Assert.IsType<CredentialsOutcome.CodeMissing>(await RefusedAsync(null));
            }
        }

        Assert.IsType<CredentialsOutcome.Locked>(await RefusedAsync(null));
    }

    [Fact]
    public async Task It_stays_when_the_password_is_reset_and_goes_when_it_is_turned_off()
    {
        await TurnOnAsync();
        var code = (await Node.Get<ResetPassword>().BeginAsync(_publisher, Ct))!.Code;
        Assert.IsType<CredentialsOutcome.Right>(await Node.Get<ResetPassword>().CompleteAsync(AccountKind.Publisher, Login, code, Password, Asker.Unknown, keepsTokens: true, Ct));
        Assert.IsType<CredentialsOutcome.CodeMissing>(await RefusedAsync(null));

        Assert.True(await Factors.TurnOffAsync(_publisher, Ct));

        await EnterAsync(null);
    }

    private async Task OpenAsync() =>
        _publisher = new Person(AccountKind.Publisher, (await Node.Get<OpenAccount>().ForPublisherAsync(Login, Password, null, Ct))!.Id);

    private async Task<IReadOnlyList<string>> TurnOnAsync()
    {
        await OpenAsync();
        await Factors.BeginAsync(_publisher, Ct);
        return (await Factors.ConfirmAsync(_publisher, Code, Ct))!;
    }

    private async Task EnterAsync(string? code) => Assert.IsType<LogInOutcome.Opened>(await TryAsync(code));

    private async Task<CredentialsOutcome> RefusedAsync(string? code) => Assert.IsType<LogInOutcome.Refused>(await TryAsync(code)).Why;

    private Task<LogInOutcome> TryAsync(string? code, Node? node = null) =>
        (node ?? Node).Get<LogIn>().HandleAsync(new Credentials(AccountKind.Publisher, Login, Password, code), Asker.Unknown, Ct);
}

public sealed class SqliteSecondFactorTests : SecondFactorTests<SqliteFixture>;

public sealed class PostgreSqlSecondFactorTests : SecondFactorTests<PostgreSqlFixture>;
