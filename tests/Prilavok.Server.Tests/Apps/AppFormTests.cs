using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Apps;

/// <summary>What a publisher sets up for owners to fill in and to look at.</summary>
public abstract class AppFormTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Forms = """{"verify":[{"name":"email","label":"E-mail","type":"text","pattern":".+@.+","hint":"an e-mail"},{"name":"city","value":"Omsk"}]}""";

    [Fact]
    public async Task A_form_is_shown_checked_and_sent()
    {
        var tenant = await TenantAsync(install: false);
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", $$"""{"forms":{{Forms}}}""")).Expect(200);
        var installation = tenant.Manage($"/apps/{tenant.AppId}/installation");

        var offered = (await tenant.Owner.GetAsync(tenant.Manage("/apps"))).Expect(200).Json["items"]![0]!["forms"]!["verify"]!.AsArray();
        Assert.Equal(["email", "city"], offered.Select(field => (string)field!["name"]!));
        var refused = (await tenant.Owner.PostAsync(installation, new { form = new { email = "nobody" } })).Expect(400);
        Assert.Equal(("form.email", "an e-mail"), ((string)refused.Json["violations"]![0]!["subject"]!, (string)refused.Json["violations"]![0]!["reason"]!));
        Assert.Empty(Partner.Received);

        (await tenant.Owner.PostAsync(installation, new { form = new { email = "a@b.test" } })).Expect(201);

        var asked = Assert.Single(Partner.At("/api/v1/user/verify")).Json;
        Assert.Equal(("a@b.test", "Omsk"), ((string)asked["email"]!, (string)asked["city"]!));
    }

    [Fact]
    public async Task The_apps_page_shows_the_owner_what_it_is_made_for()
    {
        var tenant = await TenantAsync(install: false);
        const string Tab = """[{"kind":"text","label":"Token","value":"${token}"},{"kind":"frame","label":null,"value":"https://a.test/?uid=${uid}&auth=${auth_token}"}]""";
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", $$"""{"settingsTab":{{Tab}}}""")).Expect(200);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(Tab), (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}")).Expect(200).Json["settingsTab"]));
        (await tenant.Owner.GetAsync(tenant.Manage($"/apps/{tenant.AppId}/settings"))).Expect(404);
        var installed = await tenant.InstallAsync();

        var items = (await tenant.Owner.GetAsync(tenant.Manage($"/apps/{tenant.AppId}/settings"))).Expect(200).Json["items"]!;

        Assert.Equal((string)installed["token"]!, (string)items[0]!["value"]!);
        Assert.Equal($"https://a.test/?uid={tenant.OwnerId}&auth={PartnerService.UserToken}", (string)items[1]!["value"]!);
    }

    [Theory]
    [InlineData("""{"forms":7}""", "forms")]
    [InlineData("""{"forms":{"verify":7}}""", "forms.verify")]
    [InlineData("""{"forms":{"verify":[7]}}""", "forms.verify")]
    [InlineData("""{"forms":{"verify":[{"label":"x"}]}}""", "forms.verify[0].name")]
    [InlineData("""{"forms":{"create":[{"name":"userId"}]}}""", "forms.create[0].name")]
    [InlineData("""{"forms":{"create":[{"name":"a"},{"name":"a"}]}}""", "forms.create")]
    [InlineData("""{"forms":{"create":[{"name":"a","type":"date"}]}}""", "forms.create[0].type")]
    [InlineData("""{"forms":{"create":[{"name":"a","pattern":"("}]}}""", "forms.create[0].pattern")]
    [InlineData("""{"forms":{"create":[{"name":"a","pattern":"(a)\\1"}]}}""", "forms.create[0].pattern")]
    [InlineData("""{"forms":{"create":[{"name":"a","pattern":"((.{100}){100}){100}"}]}}""", "forms.create[0].pattern")]
    [InlineData("""{"forms":{"create":[{"name":"a","hint":5}]}}""", "forms.create[0].hint")]
    [InlineData("""{"settingsTab":{}}""", "settingsTab")]
    [InlineData("""{"settingsTab":[{"kind":"movie","value":"x"}]}""", "settingsTab[0].kind")]
    [InlineData("""{"settingsTab":[{"kind":"1","value":"x"}]}""", "settingsTab[0].kind")]
    [InlineData("""{"settingsTab":[{"kind":"link","value":"javascript:alert(1)"}]}""", "settingsTab[0].value")]
    [InlineData("""{"settingsTab":[{"kind":"frame","value":"${token}"}]}""", "settingsTab[0].value")]
    public async Task Forms_and_pages_that_make_no_sense_are_refused_by_name(string settings, string subject)
    {
        var tenant = await TenantAsync(install: false);

        var refused = (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", settings)).Expect(400);

        Assert.Equal(subject, (string)refused.Json["violations"]![0]!["subject"]!);
    }
}

public sealed class SqliteAppFormTests : AppFormTests<SqliteFixture>;

public sealed class PostgreSqlAppFormTests : AppFormTests<PostgreSqlFixture>;
