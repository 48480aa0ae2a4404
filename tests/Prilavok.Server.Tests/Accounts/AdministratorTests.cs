using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Accounts;

/// <summary>Who runs the server, and what the server sends to people.</summary>
public abstract class AdministratorTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Password = "Sesame-0pen";

    private readonly string _login = $"{Guid.CreateVersion7():n}@example.test";

    [Fact]
    public async Task An_administrator_opens_accounts_where_nobody_can_register_and_hands_out_codes()
    {
        await using var server = await StartAsync(("Accounts:Registration", "Closed"));
        var (anybody, administrator) = (new Caller(server.Http), new Caller(server.Http, await People.AdministratorAsync(server.Http)));
        (await anybody.PostAsync("/manage/v1/register", new { kind = "owner", login = _login, password = Password })).Expect(403);
        (await administrator.PostAsync("/manage/v1/accounts", new { kind = "owner", login = "Boss", password = "1" })).Expect(400);
        var ownerId = (string)(await administrator.PostAsync("/manage/v1/accounts", new { kind = "owner", login = _login, password = Password })).Expect(201).Json["id"]!;
        (await administrator.PostAsync("/manage/v1/accounts", new { kind = "owner", login = _login, password = Password })).Expect(409);

        var account = (await administrator.GetAsync($"/manage/v1/accounts?login={Uri.EscapeDataString(_login)}")).Expect(200).Json["items"]!.AsArray().Single()!;
        Assert.Equal((ownerId, "owner", false), ((string)account["subjectId"]!, (string)account["kind"]!, (bool)account["secondFactor"]!));
        (await anybody.PostAsync("/manage/v1/password-reset", new { login = _login })).Expect(403);
        var code = (string)(await administrator.PostAsync($"/manage/v1/accounts/{account["id"]}/password-reset", null)).Expect(201).Json["code"]!;
        (await PutAsync(anybody, new { login = _login, code = "GUESS", newPassword = "Sesame-0pen-2" })).Expect(403);
        (await PutAsync(anybody, new { login = _login, code, newPassword = "Sesame-0pen-2" })).Expect(204);

        (await anybody.PostAsync("/manage/v1/login", new { login = _login, password = "Sesame-0pen-2" })).Expect(200);
    }

    [Fact]
    public async Task The_configured_password_is_the_administrators_at_each_start()
    {
        await using var server = await StartAsync();
        var administrator = new Caller(server.Http, await People.AdministratorAsync(server.Http));
        var change = Caller.ContentOf(new { password = People.AdminPassword, newPassword = "Sesame-0pen-2" });
        (await administrator.SendAsync(HttpMethod.Put, "/manage/v1/password", change)).Expect(409);
        var self = (await administrator.GetAsync("/manage/v1/login")).Expect(200).Json["accountId"];
        (await administrator.DeleteAsync($"/manage/v1/accounts/{self}")).Expect(409);

        var made = (await administrator.PostAsync("/manage/v1/accounts", new { kind = "administrator", login = "second", password = Password })).Expect(201).Json;
        var second = (await new Caller(server.Http).PostAsync("/manage/v1/login", new { kind = "administrator", login = "Second", password = Password })).Expect(200).Json;
        (await new Caller(server.Http, (string)second["token"]!).GetAsync("/manage/v1/accounts?kind=administrator")).Expect(200);
        (await administrator.DeleteAsync($"/manage/v1/accounts/{made["id"]}")).Expect(204);
        (await new Caller(server.Http, (string)second["token"]!).GetAsync("/manage/v1/accounts")).Expect(401);
    }

    [Fact]
    public async Task Accounts_are_listed_page_by_page_and_odd_filters_told()
    {
        await using var server = await StartAsync();
        var administrator = new Caller(server.Http, await People.AdministratorAsync(server.Http));
        for (var i = 0; i < 51; i++)
        {
            await Tenant.CreateAsync(server.Http, new { name = "App" }); // An owner and a publisher.
        }

        var first = (await administrator.GetAsync("/manage/v1/accounts")).Expect(200).Json;
        var rest = (await administrator.GetAsync($"/manage/v1/accounts?cursor={Uri.EscapeDataString((string)first["cursor"]!)}")).Expect(200).Json;

        Assert.Equal((100, 3, null), (first["items"]!.AsArray().Count, rest["items"]!.AsArray().Count, rest["cursor"]));
        Assert.Distinct(first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => (string)item!["id"]!));
        (await administrator.GetAsync("/manage/v1/accounts?kind=boss")).Expect(400);
        Assert.Empty((await administrator.GetAsync("/manage/v1/accounts?login=nobody")).Expect(200).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task A_forgotten_password_sends_a_code_through_the_operators_gateway()
    {
        await using var server = await StartAsync(("Accounts:MessagesUrl", Partner.Url + "/messages"), ("Accounts:MessagesAuthorization", "Bearer gate"));
        var anybody = new Caller(server.Http);
        (await anybody.PostAsync("/manage/v1/register", new { kind = "publisher", login = "+7 900 555-01-77", password = Password })).Expect(201);

        (await anybody.PostAsync("/manage/v1/password-reset", new { kind = "publisher", login = "nobody@example.test" })).Expect(202);
        (await anybody.PostAsync("/manage/v1/password-reset", new { kind = "publisher", login = "89005550177" })).Expect(202);

        var request = Assert.Single(await Partner.WaitAsync("a message", all => all.Any(each => each.Path == "/messages")));
        Assert.Equal("Bearer gate", request.Authorization);
        var message = request.Json;
        Assert.Equal(("passwordReset", "phone", "79005550177"), ((string)message["kind"]!, (string)message["channel"]!, (string)message["to"]!));
        var code = (string)message["code"]!;
        Assert.Contains(code, (string)message["text"]!, StringComparison.Ordinal);
        (await PutAsync(anybody, new { kind = "publisher", login = "79005550177", code, newPassword = "Sesame-0pen-2" })).Expect(204);
        (await anybody.PostAsync("/manage/v1/login", new { kind = "publisher", login = "79005550177", password = "Sesame-0pen-2" })).Expect(200);
    }

    private static Task<ServerFixture> StartAsync(params (string, string)[] settings) =>
        ServerFixture.StartAsync(new TStore(), settings: [("AdminPassword", People.AdminPassword), .. settings]);

    private static Task<Answer> PutAsync(Caller caller, object body) =>
        caller.SendAsync(HttpMethod.Put, "/manage/v1/password-reset", Caller.ContentOf(body));
}

public sealed class SqliteAdministratorTests : AdministratorTests<SqliteFixture>;

public sealed class PostgreSqlAdministratorTests : AdministratorTests<PostgreSqlFixture>;
