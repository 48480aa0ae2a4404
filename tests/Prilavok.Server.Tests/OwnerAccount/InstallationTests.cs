using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OwnerAccount;

/// <summary>Apps come into an owner's account and leave it.</summary>
public abstract class InstallationTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Verify = "/api/v1/user/verify";

    [Fact]
    public async Task An_app_is_offered_installed_listed_and_removed()
    {
        var tenant = await TenantAsync(install: false);
        Assert.Null((await AppAsync(tenant))["installation"]);

        var installation = await tenant.InstallAsync();

        Assert.Equal((tenant.AppId, tenant.OwnerId), ((string)installation["appId"]!, (string)installation["ownerId"]!));
        Assert.True(JsonNode.DeepEquals(installation, (await AppAsync(tenant))["installation"]));
        (await tenant.App.GetAsync("/stores")).Expect(200);
        (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { })).Expect(409);

        (await tenant.Owner.DeleteAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"))).Expect(204);

        Assert.Null((await AppAsync(tenant))["installation"]);
        (await tenant.App.GetAsync("/stores")).Expect(403);
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"))).Expect(404);
    }

    [Fact]
    public async Task Installed_anew_there_is_a_new_token_and_the_former_is_dead()
    {
        var tenant = await TenantAsync(install: false);
        await tenant.InstallAsync();
        var former = tenant.App;
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"))).Expect(204);

        await tenant.InstallAsync();

        Assert.NotEqual(former.Token, tenant.App.Token);
        (await tenant.App.GetAsync("/stores")).Expect(200);
        (await former.GetAsync("/stores")).Expect(401);
    }

    [Theory]
    [InlineData(401, """{"errors":[{"code":1006}]}""", 1006)]
    [InlineData(409, """{"errors":[{"code":"2004"}]}""", 2004)]
    [InlineData(500, "<html>", null)]
    [InlineData(200, """{"userId":"01-000000000009999","token":"x"}""", null)]
    [InlineData(200, """{"userUuid":"01-000000000009999","token":"x"}""", null)]
    [InlineData(200, """{"hasBilling":false}""", null)]
    [InlineData(200, "[]", null)]
    [InlineData(200, """{"token":"line\nbreak"}""", null)]
    [InlineData(204, "", null)]
    public async Task A_service_that_refuses_or_makes_no_sense_leaves_nothing_installed(int status, string body, int? code)
    {
        Partner.On(Verify, _ => new Reply(status, body));
        var tenant = await TenantAsync(install: false);

        var answer = (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { form = new { username = "anna" } })).Expect(422);
        await tenant.SettleAsync();

        Assert.Equal(status, (int)answer.Json["partner"]!["status"]!);
        Assert.Equal(code, (int?)answer.Json["partner"]!["errors"]!.AsArray().FirstOrDefault()?["code"]);
        Assert.Null((await AppAsync(tenant))["installation"]);
        Assert.Equal([Verify], Partner.Received.Select(received => received.Path));
    }

    [Theory]
    [InlineData("""{"errors":[{"code":2002,"reason":"missing","subject":"username","value":null},{"code":"2003","reason":"incorrect","subject":"phone","value":"+7 900"}]}""",
        """[{"code":2002,"reason":"missing","subject":"username"},{"code":2003,"reason":"incorrect","subject":"phone","value":"+7 900"}]""", null)]
    [InlineData("""{"errors":[{"code":"NO_MONEY","value":{"left":1.50}},"x",{}]}""", """[{"code":"NO_MONEY","value":"{\"left\":1.50}"}]""", null)]
    [InlineData("""{"errors":[]}""", "[]", """{"errors":[]}""")]
    [InlineData("""{"code":"forbidden","message":"Закрыто"}""", "[]", """{"code":"forbidden","message":"Закрыто"}""")]
    [InlineData("<html>Ошибка</html>", "[]", "<html>Ошибка</html>")]
    [InlineData("", "[]", null)]
    public async Task What_the_service_says_is_wrong_is_told_whole(string body, string errors, string? said)
    {
        Partner.On(Verify, _ => new Reply(403, body));
        var tenant = await TenantAsync(install: false);

        var partner = (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { })).Expect(422).Json["partner"]!;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(errors), partner["errors"]), partner.ToJsonString());
        Assert.Equal(said, (string?)partner["body"]);
    }

    [Fact]
    public async Task A_long_answer_is_told_up_to_its_five_hundredth_character_and_each_part_of_an_error_too()
    {
        var tenant = await TenantAsync(install: false);
        foreach (var (body, told) in new[] { (new string('я', 2000), new string('я', 500)), (new string('a', 499) + "😀", new string('a', 499)) })
        {
            Partner.On(Verify, _ => new Reply(500, body));
            var partner = (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { })).Expect(422).Json["partner"]!;
            Assert.Equal(told, (string)partner["body"]!);
        }

        Partner.On(Verify, _ => new Reply(400, new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = 2003, ["value"] = new string('v', 2000) }) }.ToJsonString()));
        var refused = (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { })).Expect(422).Json["partner"]!;
        Assert.Equal(500, ((string)refused["errors"]![0]!["value"]!).Length);
    }

    [Theory]
    [InlineData("userId", "userUuid", 422)]
    [InlineData("userUuid", "userId", 422)]
    [InlineData("userId", null, 201)]
    [InlineData("userUuid", null, 201)]
    public async Task Each_name_an_answer_gives_the_owner_must_be_the_owners(string right, string? wrong, int status)
    {
        var tenant = await TenantAsync(install: false);
        var answer = new JsonObject { [right] = tenant.OwnerId, ["token"] = "x" };
        if (wrong is not null)
        {
            answer[wrong] = "01-000000000009999";
        }

        Partner.On(Verify, _ => new Reply(200, answer.ToJsonString()));

        (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { })).Expect(status);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_told_so()
    {
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "Nowhere", @base = "http://127.0.0.1:1" }, install: false);

        var answer = (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { })).Expect(422);

        Assert.Null(answer.Json["partner"]!["status"]);
    }

    [Fact]
    public async Task The_owner_may_ask_for_a_new_account_instead()
    {
        var tenant = await TenantAsync(install: false);

        (await tenant.Owner.PostAsync(
            tenant.Manage($"/apps/{tenant.AppId}/installation"), new { account = "create", form = new { email = "a@b.test", userId = "forged" } })).Expect(201);

        var asked = Assert.Single(Partner.At("/api/v1/user/create"));
        Assert.Equal($$"""{"userUuid":"{{tenant.OwnerId}}","userId":"{{tenant.OwnerId}}","email":"a@b.test"}""", asked.Body);
        Assert.Empty(Partner.At(Verify));
    }

    [Fact]
    public async Task Rights_are_frozen_at_installation()
    {
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "Reader", rights = new JsonArray("store:read") });
        (await tenant.App.GetAsync("/stores")).Expect(200);
        (await tenant.App.GetAsync("/stores/x/documents")).Expect(403);

        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { rights = new JsonArray("document:read") })).Expect(200);

        (await tenant.App.GetAsync("/stores")).Expect(200);
        (await tenant.App.GetAsync("/stores/x/documents")).Expect(403);
    }

    private static async Task<JsonNode> AppAsync(Tenant tenant) =>
        (await tenant.Owner.GetAsync(tenant.Manage("/apps"))).Expect(200).Json["items"]!.AsArray()
            .Single(app => (string)app!["appId"]! == tenant.AppId)!;
}

public sealed class SqliteInstallationTests : InstallationTests<SqliteFixture>;

public sealed class PostgreSqlInstallationTests : InstallationTests<PostgreSqlFixture>;
