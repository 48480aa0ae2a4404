using System.Security.Cryptography;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Accounts;

/// <summary>Accounts that people open themselves.</summary>
public abstract class RegistrationTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Password = "Sesame-0pen";

    [Fact]
    public async Task An_owner_registers_by_phone_and_logs_in_with_any_spelling_of_it()
    {
        var number = RandomNumberGenerator.GetString("0123456789", 9);
        var opened = (await RegisterAsync("owner", $"8 (9{number[..2]}) {number[2..]}")).Expect(201).Json;
        var ownerId = (string)opened["id"]!;

        var session = (await Anybody.PostAsync("/manage/v1/login", new { login = $"+79{number}", password = Password })).Expect(200).Json;

        Assert.Equal(ownerId, (string)session["ownerId"]!);
        foreach (var token in new[] { (string)opened["token"]!, (string)session["token"]! })
        {
            var roles = (await new Caller(Server.Http, token).GetAsync($"/manage/v1/owners/{ownerId}/roles")).Expect(200).Json["items"]!.AsArray();
            Assert.Equal(["Администратор", "Кассир"], roles.Select(role => (string)role!["name"]!).Order(StringComparer.Ordinal));
        }

        (await Anybody.PostAsync("/manage/v1/login", new { login = $"+79{number}", password = Password + "!" })).Expect(401);
        (await Anybody.PostAsync($"/sandbox/tenants/{ownerId}/clock", new { advance = "P1D" })).Expect(404);
        (await RegisterAsync("owner", $"79{number}")).Expect(409);
    }

    [Fact]
    public async Task A_publisher_registers_and_logs_in()
    {
        var login = $"{Guid.CreateVersion7():n}@example.test";
        var opened = (await RegisterAsync("publisher", login.ToUpperInvariant())).Expect(201).Json;

        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "password", ["username"] = login, ["password"] = Password });
        var session = (await Anybody.SendAsync(HttpMethod.Post, "/oauth/token", form)).Expect(200).Json;

        foreach (var token in new[] { (string)opened["token"]!, (string)session["access_token"]! })
        {
            (await new Caller(Server.Http, token).GetAsync("/apps")).Expect(200);
        }

        (await RegisterAsync("publisher", login)).Expect(409);
        (await RegisterAsync("owner", login)).Expect(201);
    }

    [Theory]
    [InlineData("shopkeeper", "a@example.test", Password, "kind")]
    [InlineData("owner", "5550101", Password, "login")]
    [InlineData("owner", "Shop <shop@example.test>", Password, "login")]
    [InlineData("owner", "a b@example.test", Password, "login")]
    [InlineData("publisher", "@example.test", Password, "login")]
    [InlineData("owner", "a@example.test", "abc", "password password password password")]
    [InlineData("owner", "a@example.test", "sesame-0pen", "password")]
    [InlineData("nobody", "a", "sesame-open", "kind login password password")]
    public async Task Everything_that_is_wrong_is_told_at_once(string kind, string login, string password, string subjects)
    {
        var answer = (await Anybody.PostAsync("/manage/v1/register", new { kind, login, password })).Expect(400);

        Assert.Equal(subjects, string.Join(' ', answer.Json["violations"]!.AsArray().Select(violation => (string)violation!["subject"]!)));
    }

    [Fact]
    public async Task Of_many_who_ask_for_one_login_at_once_one_gets_it()
    {
        var login = $"{Guid.CreateVersion7():n}@example.test";

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RegisterAsync("owner", login)));

        Assert.Equal([201, 409, 409, 409, 409], answers.Select(answer => answer.Status).Order());
    }

    private Task<Answer> RegisterAsync(string kind, string login) =>
        Anybody.PostAsync("/manage/v1/register", new { kind, login, password = Password });
}

public sealed class SqliteRegistrationTests : RegistrationTests<SqliteFixture>;

public sealed class PostgreSqlRegistrationTests : RegistrationTests<PostgreSqlFixture>;

/// <summary>Each choice about accounts that can be made the other way.</summary>
public sealed class AccountOptionsTests
{
    [Theory]
    [InlineData("Closed", "", 403)]
    [InlineData("Auto", "", 400)]
    [InlineData("Open", "", 400)]
    [InlineData("Open", "Accounts:Password:RequireUppercase", 201)]
    public async Task Each_option_does_what_its_name_says(string registration, string dropped, int status)
    {
        (string, string)[] settings = [("Accounts:Registration", registration), .. dropped.Length > 0 ? [(dropped, "false")] : Array.Empty<(string, string)>()];
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), settings: settings);

        (await new Caller(server.Http).PostAsync(
            "/manage/v1/register", new { kind = "owner", login = "a@example.test", password = "sesame-0pen" })).Expect(status);
    }
}
