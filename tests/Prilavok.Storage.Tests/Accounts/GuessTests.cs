using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Accounts;

/// <summary>Whatever secret is guessed: a try counts before it is compared, so that whoever is beyond the limit learns nothing, also with the right one.</summary>
public abstract class GuessTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Login = "boss@example.test";
    private const string Password = "Sesame";
    private const string Wrong = "GUESS";

    private static readonly Asker Guesser = new("192.0.2.0/24");

    private static readonly string[] Opened = ["Right", "Activated"];

    [Theory]
    [MemberData(nameof(SecretKinds.All), MemberType = typeof(SecretKinds))]
    public async Task A_right_secret_does_not_open_when_the_limit_was_reached_since_it_was_looked_at(string way)
    {
        var (right, limit) = await MakeAsync(way);
        var storage = new MeanwhileStorage(Node.Storage, () => GuessAsync(way, limit));

        Assert.Equal("Locked", await TryAsync(way, right, storage));
    }

    [Theory]
    [MemberData(nameof(SecretKinds.All), MemberType = typeof(SecretKinds))]
    public async Task A_right_secret_opens_as_the_last_try_within_the_limit(string way)
    {
        var (right, limit) = await MakeAsync(way);
        await GuessAsync(way, limit - 1);

        Assert.Contains(await TryAsync(way, right, Node.Storage), Opened);
    }

    [Theory]
    [MemberData(nameof(SecretKinds.All), MemberType = typeof(SecretKinds))]
    public async Task Who_asks_is_looked_at_in_one_state(string way)
    {
        var (right, _) = await MakeAsync(way);
        var storage = new MeanwhileStorage(Node.Storage, () => Task.CompletedTask);

        await TryAsync(way, right, storage);

        Assert.Equal(1, storage.Reads);
    }

    [Fact]
    public async Task Many_terminals_of_one_network_are_paired_at_one_time()
    {
        var (shop, second) = (await Shop.OpenAsync(Node), Store.AddNode());
        var codes = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            codes.Add(await CodeAsync(shop));
        }

        var outcomes = await Task.WhenAll(codes.Select((code, i) => (i % 2 == 0 ? Node : second).Get<ActivateTerminal>().HandleAsync(code, Guesser.Network, Ct)));

        Assert.All(outcomes, outcome => Assert.IsType<ActivateOutcome.Activated>(outcome));
        await GuessAsync("pairing code", 20); // Nothing was counted for them.
        Assert.Equal("Locked", await TryAsync("pairing code", Wrong, Node.Storage));
    }

    [Fact]
    public async Task A_code_that_was_used_or_is_over_counts_as_a_wrong_one()
    {
        var shop = await Shop.OpenAsync(Node);
        var (used, over) = (await CodeAsync(shop), await CodeAsync(shop));
        Assert.Equal("Activated", await TryAsync("pairing code", used, Node.Storage));
        Store.Clock.Advance(TimeSpan.FromMinutes(15));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("Unknown", await TryAsync("pairing code", used, Node.Storage));
            Assert.Equal("Unknown", await TryAsync("pairing code", over, Node.Storage));
        }

        Assert.Equal("Locked", await TryAsync("pairing code", await CodeAsync(shop), Node.Storage));
    }

    /// <returns>The right secret, and so many wrong ones that shut out.</returns>
    private async Task<(string Right, int Limit)> MakeAsync(string way)
    {
        if (way == "pairing code")
        {
            return (await CodeAsync(await Shop.OpenAsync(Node)), Node.Get<PairingRules>().MostWrong);
        }

        await Node.Get<AdministerAccounts>().AddAdministratorAsync(Login, Password, Ct);
        var person = (await Node.ReadAsync(s => Node.Get<IAccounts>().FindByLoginAsync(s, AccountKind.Administrator, Login)))!.Person;
        switch (way)
        {
            case "code for a new password":
                return ((await Node.Get<ResetPassword>().BeginAsync(person, Ct))!.Code, Node.Get<AccountRules>().MostResetFailures);
            case "second factor":
                await Node.Get<SecondFactors>().BeginAsync(person, Ct);
                await Node.Get<SecondFactors>().ConfirmAsync(person, FakeOneTimeCodes.CodeAt(Now), Ct);
                Store.Clock.Advance(TimeSpan.FromMinutes(2));
                return (FakeOneTimeCodes.CodeAt(Now), Node.Get<AccountRules>().MostFailures);
            default:
                return (Password, Node.Get<AccountRules>().MostFailures);
        }
    }

    private async Task GuessAsync(string way, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await TryAsync(way, Wrong, Node.Storage);
        }
    }

    /// <returns>The name of what came of it.</returns>
    private async Task<string> TryAsync(string way, string secret, IStorage storage) => way switch
    {
        "pairing code" => (await Activate(storage).HandleAsync(secret, Guesser.Network, Ct)).GetType().Name,
        "code for a new password" => (await Reset(storage).CompleteAsync(
            AccountKind.Administrator, Login, secret, "Another", Guesser, keepsTokens: true, Ct)).GetType().Name,
        _ => (await Check(storage).HandleAsync(CredentialsOf(way, secret), Guesser, Ct)).GetType().Name,
    };

    private static Credentials CredentialsOf(string way, string secret) => way switch
    {
        "second factor" => new Credentials(AccountKind.Administrator, Login, Password, secret),
        "key" => new Credentials(AccountKind.Administrator, Login, secret, null) { IsKey = secret == Password },
        _ => new Credentials(AccountKind.Administrator, Login, secret, null),
    };

    private async Task<string> CodeAsync(Shop shop) => Assert.IsType<TerminalOutcome.Saved>(
        await Node.Get<EditTerminals>().CreateAsync(shop.OwnerId, Source.System, "Till", shop.Store.Id, TimeSpan.Zero, Ct)).Code!;

    private ActivateTerminal Activate(IStorage storage) => new(
        storage, Node.Get<ITerminals>(), Node.Get<ITokens>(), Node.Get<ISignInFailures>(), Node.Get<OwnerCaches>(), Node.Get<PairingRules>(),
        Node.Get<AccountRules>(), Store.Clock);

    private CheckCredentials Check(IStorage storage) => new(
        storage, Node.Get<IAccounts>(), Node.Get<ISignInFailures>(), Node.Get<ITokens>(), Node.Get<KnownDevices>(), Node.Get<IPasswords>(),
        Node.Get<IPasswordTurns>(), Node.Get<IOneTimeCodes>(), Node.Get<AccountRules>(), Store.Clock);

    private ResetPassword Reset(IStorage storage) => new(
        storage, Node.Get<IAccounts>(), Node.Get<ISignInFailures>(), Check(storage), Node.Get<ChangePassword>(), Node.Get<IPasswords>(),
        Node.Get<IPasswordTurns>(), Node.Get<AccountRules>(), Store.Clock);
}

public sealed class SqliteGuessTests : GuessTests<SqliteFixture>;

public sealed class PostgreSqlGuessTests : GuessTests<PostgreSqlFixture>;

/// <summary>The secrets that somebody may guess.</summary>
public static class SecretKinds
{
    public static TheoryData<string> All => ["pairing code", "password", "key", "second factor", "code for a new password"];
}
