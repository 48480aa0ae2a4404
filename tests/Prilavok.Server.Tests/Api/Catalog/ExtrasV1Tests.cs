using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

public abstract class ExtrasV1Tests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>As the published example, and one field that leaves out what it may.</summary>
    private const string Scheme =
        """
        [{"uuid":"1eaca77f-1579-5078-a726-83c892348acd","appId":"1eaca77f-1579-5078-a726-83c892348abc","unknown":1,
          "items":[{"title":"Size","editable":true,"uuid":"1eaca77f-8937-5314-a726-83c892348acd","type":"TEXT_FIELD","data":{"a":[1.50,null]},"regexp":"\\w+"},
                   {"title":"Kind","editable":false,"uuid":"1eaca88f-1579-5078-a726-83c892348acd","type":"DICTIONARY_FIELD","multiple":false,
                    "items":[{"title":"Element 1","value":"1eaca77f-1579-5078-a726-83c892348aaa"},{"title":"Второй","value":"20","data":"x"}]},
                   {"uuid":"f3","type":"TEXT_FIELD"}]}]
        """;

    private const string Extras =
        """
        [{"uuid":"6EEA4588-b3ac-4d78-9ede-c7b4fe26de55","appId":"9cb441a5-52b2-46fa-b40d-f71bff3eb63e","key":{"uuid":"no such product yet"},
          "scheme":{"value":"20","fieldId":"90144b1b-1560-409b-a90e-0cc89afd0830"},"data":{"depts":[{"title":"Отдел","value":"\"1\""}]}},
         {"uuid":"x2","name":"n","key":{"uuid":"p","store":"s"},"data":7}]
        """;

    [Fact]
    public async Task Schemes_come_back_in_their_published_form()
    {
        var tenant = await TenantAsync();
        var root = await RootAsync(tenant);

        Assert.Empty((await tenant.App.PostAsync(root + "/schemes", Scheme)).Expect(200).Bytes);

        await Snapshot.MatchAsync(await ShownAsync(tenant, root + "/schemes"), "schemes.json");
        Assert.Equal("[]", (await tenant.App.GetAsync(root + "/extras/")).Expect(200).Text);
    }

    [Fact]
    public async Task Extras_come_back_in_their_published_form_and_can_be_sent_as_they_were_read()
    {
        var tenant = await TenantAsync();
        var root = await RootAsync(tenant);
        Assert.Empty((await tenant.App.PostAsync(root + "/extras", Extras)).Expect(200).Bytes);
        var read = (await tenant.App.GetAsync(root + "/extras")).Expect(200);

        await Snapshot.MatchAsync(await ShownAsync(tenant, root + "/extras"), "extras.json");
        (await tenant.App.PostAsync(root + "/extras", read.Bytes)).Expect(200);
        Assert.Equal(read.Text, (await tenant.App.GetAsync(root + "/extras")).Expect(200).Text);
        Assert.Equal("[]", (await tenant.App.GetAsync(root + "/schemes")).Expect(200).Text);
    }

    [Theory]
    [InlineData("schemes")]
    [InlineData("extras")]
    public async Task Each_app_and_store_has_its_own(string kind)
    {
        var tenant = await TenantAsync();
        var (root, elsewhere) = (await RootAsync(tenant), await RootAsync(tenant));
        var other = await tenant.AllowAsync(Rights.All);
        var path = $"{root}/{kind}";

        await SendAsync(tenant.App, path, One(kind, "a"), One(kind, "b"));
        await SendAsync(other, path, One(kind, "a", tenant.AppId));
        Assert.Equal(["a", "b"], await UuidsAsync(tenant.App, path));
        Assert.Equal(["a"], await UuidsAsync(other, path));
        Assert.Empty(await UuidsAsync(tenant.App, $"{elsewhere}/{kind}"));
        Assert.NotEqual(tenant.AppId, (string?)(await other.GetAsync(path)).Expect(200).Json[0]!["appId"]);

        (await other.PostAsync(path + "/delete", "[]")).Expect(200);
        Assert.Equal(["a", "b"], await UuidsAsync(tenant.App, path));
        Assert.Empty(await UuidsAsync(other, path));
    }

    [Theory]
    [InlineData("schemes")]
    [InlineData("extras")]
    public async Task The_same_uuid_replaces_and_a_list_of_uuids_removes(string kind)
    {
        var tenant = await TenantAsync();
        var path = $"{await RootAsync(tenant)}/{kind}";
        await SendAsync(tenant.App, path, One(kind, "a"), One(kind, "b"), One(kind, "c"));
        var member = kind == "schemes" ? "items" : "data";
        await SendAsync(tenant.App, path, One(kind, "B", change: item => item[member] = new JsonArray()));

        var replaced = (await tenant.App.GetAsync(path)).Expect(200).Json.AsArray().Single(item => (string?)item!["uuid"] == "B")!;
        Assert.Equal("[]", replaced[member]!.ToJsonString());
        Assert.Empty((await tenant.App.PostAsync(path + "/delete", """["b","nobody","C"]""")).Expect(200).Bytes);
        Assert.Equal(["a"], await UuidsAsync(tenant.App, path));
        (await tenant.App.PostAsync(path + "/delete", "[]")).Expect(200);
        Assert.Empty(await UuidsAsync(tenant.App, path));
    }

    [Fact]
    public async Task A_thousand_extras_in_one_compressed_body_are_all_there()
    {
        var tenant = await TenantAsync();
        var path = await RootAsync(tenant) + "/extras";
        var ids = Enumerable.Range(0, 1100).Select(i => $"x{i}").ToList();
        using var body = Compressed(new JsonArray([.. ids.Select(id => One("extras", id))]).ToJsonString());

        (await tenant.App.SendAsync(HttpMethod.Post, path, body)).Expect(200);

        Assert.Equal(ids.Order(StringComparer.Ordinal), (await UuidsAsync(tenant.App, path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("schemes", """{"uuid":"a"}""", "2001 ")]
    [InlineData("schemes", """[null,{"uuid":"","items":{}},{"appId":7,"items":[{"uuid":"f","type":"NUMBER","title":1},[],{"type":"DICTIONARY_FIELD","multiple":"no","items":[{}]}]}]""",
        "2003 [0]", "2003 [1].uuid=", "2002 [1].appId", "2003 [1].items", "2002 [2].uuid", "2003 [2].appId", "2003 [2].items[0].title", "2003 [2].items[0].type=NUMBER", "2003 [2].items[1]",
        "2002 [2].items[2].uuid", "2003 [2].items[2].multiple", "2002 [2].items[2].items[0].title", "2002 [2].items[2].items[0].value")]
    [InlineData("extras", """7""", "2001 ")]
    [InlineData("extras", """[{"uuid":null,"key":null,"data":{}},{"uuid":"a","appId":[],"key":[],"scheme":{"value":"v"}},{"uuid":"b","key":{}}]""",
        "2002 [0].uuid", "2002 [0].key", "2003 [1].appId", "2003 [1].key", "2002 [1].scheme.fieldId", "2002 [2].key.uuid")]
    public async Task Everything_that_is_wrong_is_told_and_nothing_is_kept(string kind, string body, params string[] faults)
    {
        var tenant = await TenantAsync();
        var path = $"{await RootAsync(tenant)}/{kind}";
        await SendAsync(tenant.App, path, One(kind, "before"));

        var answer = (await tenant.App.PostAsync(path, body)).Expect(400).Json;

        Assert.Equal(faults, answer["errors"]!.AsArray().Select(error => $"{error!["code"]} {error["subject"]}{(error["value"] is { } value ? "=" + value : "")}"));
        Assert.Equal(["before"], await UuidsAsync(tenant.App, path));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[7]")]
    [InlineData("[\"\"]")]
    [InlineData("[{\"uuid\":\"before\"}]")]
    public async Task What_is_no_list_of_uuids_removes_nothing(string body)
    {
        var tenant = await TenantAsync();
        var path = await RootAsync(tenant) + "/extras";
        await SendAsync(tenant.App, path, One("extras", "before"));

        Assert.Equal("""{"errors":[{"code":2003,"reason":"incorrect","subject":"uuid"}]}""", (await tenant.App.PostAsync(path + "/delete", body)).Expect(400).Text);
        Assert.Equal("""{"errors":[{"code":2001}]}""", (await tenant.App.PostAsync(path + "/delete", "")).Expect(400).Text);
        Assert.Equal(["before"], await UuidsAsync(tenant.App, path));
    }

    [Fact]
    public async Task A_store_that_is_not_the_owners_is_not_there()
    {
        var tenant = await TenantAsync();
        var path = await RootAsync(await TenantAsync()) + "/extras";

        Assert.Equal("{}", (await tenant.App.GetAsync(path)).Expect(404).Text);
        (await tenant.App.PostAsync(path, Extras)).Expect(404);
        (await tenant.App.PostAsync(path + "/delete", "[]")).Expect(404);
    }

    private static async Task<string> RootAsync(Tenant tenant) => $"/api/v1/inventories/stores/{await tenant.AddStoreAsync()}/products";

    private static JsonNode One(string kind, string uuid, string appId = "any", Action<JsonObject>? change = null)
    {
        var item = new JsonObject { ["uuid"] = uuid, ["appId"] = appId };
        item[kind == "schemes" ? "items" : "key"] = kind == "schemes" ? new JsonArray(new JsonObject { ["uuid"] = "f", ["type"] = "TEXT_FIELD" }) : new JsonObject { ["uuid"] = "p" };
        change?.Invoke(item);
        return item;
    }

    private static async Task SendAsync(Caller app, string path, params JsonNode[] items) => (await app.PostAsync(path, items)).Expect(200);

    private static async Task<IReadOnlyList<string>> UuidsAsync(Caller app, string path) =>
        [.. (await app.GetAsync(path)).Expect(200).Json.AsArray().Select(item => (string)item!["uuid"]!)];

    private static async Task<string> ShownAsync(Tenant tenant, string path) =>
        JsonText.Pretty((await tenant.App.GetAsync(path)).Expect(200).Text.Replace(tenant.AppId, "the app", StringComparison.Ordinal));

    private static ByteArrayContent Compressed(string body)
    {
        var content = new ByteArrayContent(Bodies.Gzip(Encoding.UTF8.GetBytes(body)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}

public sealed class SqliteExtrasV1Tests : ExtrasV1Tests<SqliteFixture>;

public sealed class PostgreSqlExtrasV1Tests : ExtrasV1Tests<PostgreSqlFixture>;
