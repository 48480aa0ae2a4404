using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Accounts;

/// <summary>What strangers who guess at an account can do to its person, and what they find out.</summary>
public abstract class StrangerTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Password = "Sesame-0pen";

    private static readonly (string, string) Elsewhere = ("X-Forwarded-For", "203.0.113.9, 192.0.2.77");

    private readonly string _login = $"{Guid.CreateVersion7():n}@example.test";

    [Fact]
    public async Task They_lock_the_login_for_their_network_and_not_for_a_known_browser_or_session_in_it()
    {
        await RegisterAsync();
        var entered = await LogInAsync(cookie: true);
        var cookies = entered.Expect(200).Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]).ToList();
        var device = cookies.Single(cookie => cookie.StartsWith("prilavok_device=", StringComparison.Ordinal));
        var session = (string)(await LogInAsync()).Expect(200).Json["token"]!;
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync("wrong")).Expect(401);
        }

        (await LogInAsync()).Expect(429);
        (await LogInAsync(headers: ("Cookie", device))).Expect(200);
        (await LogInAsync(headers: ("Authorization", "Bearer " + session))).Expect(200);
        (await LogInAsync(headers: ("Cookie", device + "x"))).Expect(429);
        (await LogInAsync(headers: Elsewhere)).Expect(200);
    }

    [Fact]
    public async Task Networks_behind_the_proxy_are_told_apart_and_addresses_within_one_are_not()
    {
        await RegisterAsync();
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync("wrong", headers: ("X-Forwarded-For", $"192.0.2.{i}"))).Expect(401);
        }

        (await LogInAsync(headers: Elsewhere)).Expect(429);
        (await LogInAsync(headers: ("X-Forwarded-For", "192.0.2.77, 198.51.100.1"))).Expect(200);
        for (var i = 0; i < 5; i++)
        {
            (await LogInAsync("wrong", headers: ("X-Forwarded-For", $"2001:db8:1:{i}::{i}"))).Expect(401);
        }

        (await LogInAsync(headers: ("X-Forwarded-For", "2001:db8:1:ffff::1"))).Expect(429);
        (await LogInAsync(headers: ("X-Forwarded-For", "2001:db8:2::1"))).Expect(200);
    }

    [Fact]
    public async Task They_do_not_keep_the_administrator_at_the_machine_out_who_has_the_key()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: ("AdminPassword", People.AdminPassword));
        for (var i = 0; i < 6; i++)
        {
            await TryAsync("wrong");
        }

        (await TryAsync("wrong")).Expect(429);
        (await TryAsync(People.AdminPassword, Elsewhere)).Expect(200); // Another network.
        for (var i = 0; i < 5; i++)
        {
            await TryAsync("wrong", Elsewhere);
        }

        (await TryAsync(People.AdminPassword, Elsewhere)).Expect(429);
        (await TryAsync(People.AdminPassword)).Expect(200);

        Task<Answer> TryAsync(string password, params (string, string)[] headers) => new Caller(server.Http).SendAsync(
            HttpMethod.Post, "/manage/v1/login", Caller.ContentOf(new { kind = "administrator", login = "admin", password }), headers);
    }

    [Fact]
    public async Task They_do_not_keep_a_person_with_a_code_from_a_new_password()
    {
        var (tenant, administrator) = (await TenantAsync(), new Caller(Server.Http, await People.AdministratorAsync(Server.Http)));
        var account = (await administrator.GetAsync($"/manage/v1/accounts?login={Uri.EscapeDataString(tenant.Login)}")).Expect(200).Json["items"]![0]!;
        var code = (string)(await administrator.PostAsync($"/manage/v1/accounts/{account["id"]}/password-reset", null)).Expect(201).Json["code"]!;
        var statuses = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            statuses.Add((await ResetAsync("GUESS")).Status);
        }

        Assert.Equal([403, 403, 403, 403, 403, 429, 429, 429], statuses);
        (await ResetAsync(code)).Expect(204);

        Task<Answer> ResetAsync(string given) => Anybody.SendAsync(
            HttpMethod.Put, "/manage/v1/password-reset", Caller.ContentOf(new { login = tenant.Login, code = given, newPassword = "Sesame-0pen-2" }));
    }

    [Fact]
    public async Task A_publisher_does_not_find_out_who_is_here()
    {
        await RegisterAsync();
        var publisher = await Anybody.PostAsync("/manage/v1/register", new { kind = "publisher", login = "p" + _login, password = Password });
        var caller = new Caller(Server.Http, (string)publisher.Expect(201).Json["token"]!);
        var appId = (await caller.PostAsync("/manage/v1/apps", new { name = "Loyalty" })).Expect(201).Json["appId"];
        var testers = $"/manage/v1/apps/{appId}/testers";

        foreach (var login in new[] { _login, "nobody" + _login })
        {
            var put = await caller.SendAsync(HttpMethod.Put, testers, Caller.ContentOf(new { items = new[] { login } }));
            Assert.Equal($$"""{"items":["{{login}}"]}""", put.Expect(200).Text);
            Assert.Equal(put.Text, (await caller.GetAsync(testers)).Expect(200).Text);
        }
    }

    [Fact]
    public async Task A_person_looks_through_the_sessions_and_ends_one()
    {
        await RegisterAsync();
        var here = new Caller(Server.Http, (string)(await LogInAsync(headers: ("User-Agent", "Here/1.0"))).Expect(200).Json["token"]!);
        var there = here with { Token = (string)(await LogInAsync(headers: ("User-Agent", "There/1.0\t(odd)"))).Expect(200).Json["token"]! };

        var sessions = (await here.GetAsync("/manage/v1/sessions")).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(3, sessions.Count); // One of the registration.
        var own = sessions.Single(session => (bool)session!["current"]!)!;
        Assert.Equal(("Here/1.0", "session"), ((string)own["agent"]!, (string)own["kind"]!));
        var other = sessions.Single(session => ((string?)session!["agent"])?.StartsWith("There", StringComparison.Ordinal) is true)!;
        (await there.GetAsync("/manage/v1/login")).Expect(200);
        (await here.DeleteAsync($"/manage/v1/sessions/{other["id"]}")).Expect(204);
        (await here.DeleteAsync($"/manage/v1/sessions/{other["id"]}")).Expect(404);
        (await there.GetAsync("/manage/v1/login")).Expect(401);
        (await here.GetAsync("/manage/v1/login")).Expect(200);
    }

    private async Task RegisterAsync() =>
        (await Anybody.PostAsync("/manage/v1/register", new { kind = "owner", login = _login, password = Password })).Expect(201);

    private Task<Answer> LogInAsync(string password = Password, bool cookie = false, params (string, string)[] headers) =>
        Anybody.SendAsync(HttpMethod.Post, "/manage/v1/login", Caller.ContentOf(new { login = _login, password, cookie }), headers);
}

public sealed class SqliteStrangerTests : StrangerTests<SqliteFixture>;

public sealed class PostgreSqlStrangerTests : StrangerTests<PostgreSqlFixture>;
