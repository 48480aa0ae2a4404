using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Accounts;

/// <summary>An account as the person who has it sees it.</summary>
public abstract class AccountTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Password = "Sesame-0pen";

    private static readonly string[] Foreign = ["hook:read"];
    private static readonly string[] Own = ["store:read"];

    private readonly string _login = $"{Guid.CreateVersion7():n}@example.test";

    [Fact]
    public async Task Too_many_wrong_passwords_are_told_with_the_time_to_wait_and_an_administrator_unlocks()
    {
        await RegisterAsync("owner");
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync("wrong")).Expect(401);
        }

        var locked = (await LogInAsync()).Expect(429);
        Assert.InRange(int.Parse(locked.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 300);

        var administrator = new Caller(Server.Http, await People.AdministratorAsync(Server.Http));
        var account = (await administrator.GetAsync($"/manage/v1/accounts?kind=owner&login={Uri.EscapeDataString(_login)}")).Expect(200).Json["items"]!.AsArray().Single()!;
        Assert.NotNull(account["lockedUntil"]);
        (await administrator.PostAsync($"/manage/v1/accounts/{account["id"]}/unlock", null)).Expect(204);
        (await LogInAsync()).Expect(200);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_wherever_the_password_is()
    {
        var person = await RegisterAsync("publisher");
        (await person.PostAsync("/manage/v1/second-factor", new { password = "wrong" })).Expect(403);
        var begun = (await person.PostAsync("/manage/v1/second-factor", new { password = Password })).Expect(201).Json;
        Assert.StartsWith("otpauth://totp/Prilavok:", (string)begun["uri"]!, StringComparison.Ordinal);
        var secret = (string)begun["secret"]!;
        (await SendAsync(person, HttpMethod.Put, "/manage/v1/second-factor", new { code = "12" })).Expect(409);
        var recovery = (await SendAsync(person, HttpMethod.Put, "/manage/v1/second-factor", new { code = CodeOf(secret, -1) })).Expect(200).Json["recoveryCodes"]!.AsArray();
        Assert.Equal("""{"on":true,"recoveryCodesLeft":10}""", (await person.GetAsync("/manage/v1/second-factor")).Expect(200).Text);

        Assert.True((bool)(await LogInAsync(kind: "publisher")).Expect(401).Json["secondFactor"]!);
        var missing = await TokenAsync(null);
        Assert.Equal(("invalid_grant", "2fa_confirmation is missing"), ((string)missing.Expect(400).Json["error"]!, (string)missing.Json["error_description"]!));
        var code = CodeOf(secret, 0);
        (await TokenAsync(code)).Expect(200);
        (await TokenAsync(code)).Expect(400);
        (await LogInAsync(kind: "publisher", code: (string)recovery[0]!)).Expect(200);

        (await person.PostAsync("/manage/v1/second-factor/off", new { password = Password })).Expect(403);
        (await person.PostAsync("/manage/v1/second-factor/off", new { password = Password, code = (string)recovery[1]! })).Expect(204);
        (await LogInAsync(kind: "publisher")).Expect(200);
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions()
    {
        var here = await RegisterAsync("owner");
        var elsewhere = here with { Token = (string)(await LogInAsync()).Expect(200).Json["token"]! };
        (await SendAsync(here, HttpMethod.Put, "/manage/v1/password", new { password = Password, newPassword = "short" })).Expect(400);
        (await SendAsync(here, HttpMethod.Put, "/manage/v1/password", new { password = "wrong", newPassword = "Sesame-0pen-2" })).Expect(403);

        (await SendAsync(here, HttpMethod.Put, "/manage/v1/password", new { password = Password, newPassword = "Sesame-0pen-2" })).Expect(204);

        (await here.GetAsync("/manage/v1/login")).Expect(200);
        (await elsewhere.GetAsync("/manage/v1/login")).Expect(401);
        (await LogInAsync()).Expect(401);
        (await LogInAsync("Sesame-0pen-2")).Expect(200);
    }

    [Fact]
    public async Task A_browser_reads_with_its_cookie_and_changes_with_the_second_secret_too()
    {
        await RegisterAsync("owner");
        var entered = (await LogInAsync(cookie: true)).Expect(200);
        var cookie = entered.Header("Set-Cookie")!;
        Assert.Contains("; path=/manage; samesite=strict; httponly", cookie, StringComparison.Ordinal);
        Assert.Null(entered.Json["token"]);
        var (sent, csrf, ownerId) = (("Cookie", cookie.Split(';')[0]), ("X-CSRF-Token", (string)entered.Json["csrfToken"]!), (string)entered.Json["ownerId"]!);
        var stores = $"/manage/v1/owners/{ownerId}/stores";

        var who = (await Anybody.SendAsync(HttpMethod.Get, "/manage/v1/login", null, sent)).Expect(200).Json;
        Assert.Equal(csrf.Item2, (string)who["csrfToken"]!);
        (await Anybody.SendAsync(HttpMethod.Get, stores, null, sent)).Expect(200);
        (await Anybody.SendAsync(HttpMethod.Post, stores, Caller.ContentOf(new { name = "A" }), sent)).Expect(403);
        (await Anybody.SendAsync(HttpMethod.Post, stores, Caller.ContentOf(new { name = "A" }), sent, ("X-CSRF-Token", "guess"))).Expect(403);
        (await Anybody.SendAsync(HttpMethod.Post, stores, Caller.ContentOf(new { name = "A" }), sent, csrf)).Expect(201);
        (await Anybody.SendAsync(HttpMethod.Get, "/stores", null, sent)).Expect(401);

        (await Anybody.SendAsync(HttpMethod.Delete, "/manage/v1/login", null, sent)).Expect(403);
        (await Anybody.SendAsync(HttpMethod.Delete, "/manage/v1/login", null, sent, csrf)).Expect(204);
        (await Anybody.SendAsync(HttpMethod.Get, stores, null, sent)).Expect(401);
    }

    [Fact]
    public async Task Behind_TLS_the_cookie_is_for_TLS_alone()
    {
        await RegisterAsync("owner");
        var entered = await Anybody.SendAsync(
            HttpMethod.Post, "/manage/v1/login", Caller.ContentOf(new { login = _login, password = Password, cookie = true }), ("X-Forwarded-Proto", "https"));

        Assert.Contains("; secure", entered.Expect(200).Header("Set-Cookie")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_token_for_a_program_may_not_be_is_told()
    {
        var person = await RegisterAsync("owner");
        var wrong = (await person.PostAsync("/manage/v1/tokens", new { name = "", scopes = Foreign, expiresAt = "2001-01-01T00:00:00Z" })).Expect(400).Json;
        Assert.Equal(["expiresAt", "name", "scopes"], wrong["violations"]!.AsArray().Select(each => (string)each!["subject"]!).Order(StringComparer.Ordinal));
        (await person.PostAsync("/manage/v1/tokens", new { name = "Till", scopes = Array.Empty<string>() })).Expect(400);

        for (var i = 0; i < 100; i++)
        {
            (await person.PostAsync("/manage/v1/tokens", new { name = $"{i}", scopes = Own })).Expect(201);
        }

        (await person.PostAsync("/manage/v1/tokens", new { name = "101", scopes = Own })).Expect(409);
        var items = (await person.GetAsync("/manage/v1/tokens")).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(100, items.Count);
        Assert.All(items, item => Assert.Null(item!["token"]));
        (await person.DeleteAsync($"/manage/v1/tokens/{items[0]!["id"]}")).Expect(204);
        (await person.DeleteAsync($"/manage/v1/tokens/{items[0]!["id"]}")).Expect(404);
    }

    private async Task<Caller> RegisterAsync(string kind)
    {
        var opened = await Anybody.PostAsync("/manage/v1/register", new { kind, login = _login, password = Password });
        return new Caller(Server.Http, (string)opened.Expect(201).Json["token"]!);
    }

    private Task<Answer> LogInAsync(string password = Password, string kind = "owner", string? code = null, bool cookie = false) =>
        Anybody.PostAsync("/manage/v1/login", new { kind, login = _login, password, code, cookie });

    private async Task<Answer> TokenAsync(string? code)
    {
        var fields = new Dictionary<string, string> { ["grant_type"] = "password", ["username"] = _login, ["password"] = Password };
        if (code is not null)
        {
            fields["2fa_confirmation"] = code;
        }

        using var form = new FormUrlEncodedContent(fields);
        return await Anybody.SendAsync(HttpMethod.Post, "/oauth/token", form);
    }

    private static Task<Answer> SendAsync(Caller caller, HttpMethod method, string path, object body) =>
        caller.SendAsync(method, path, Caller.ContentOf(body));

    private static string CodeOf(string secret, int steps) => new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(secret))
        .ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(30 * steps));
}

public sealed class SqliteAccountTests : AccountTests<SqliteFixture>;

public sealed class PostgreSqlAccountTests : AccountTests<PostgreSqlFixture>;
