using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Prilavok.Server.Tests.Api;
using Prilavok.Server.Tests.Api.Catalog;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Publisher;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OpenApi;

/// <summary>Every list and object of REST v1 and v2 that has no approved form of its own, and every error, byte for byte. Time stands still.</summary>
public abstract partial class ApprovedTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    protected override bool IsStill => true;

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task Whatever_can_be_read_has_the_approved_form(string version)
    {
        var described = await Described.ReadAsync(Anybody);
        var tenant = await TenantAsync();
        var scene = await FullScene.OpenAsync(tenant, described);
        var text = new StringBuilder();
        foreach (var template in described.Operations.Where(each => each.Document == version && each.Method == "GET").Select(each => each.Path).Order(StringComparer.Ordinal))
        {
            // Documents are approved kind by kind; what an image is, is no text; and the publisher API has its own.
            if (template.Contains("/documents", StringComparison.Ordinal) || template.Contains("apps", StringComparison.Ordinal) || template.EndsWith(".png", StringComparison.Ordinal))
            {
                continue;
            }

            var (path, caller) = scene.Call(template);
            var answer = (await caller.GetAsync(path)).Expect(200);
            text.Append("GET ").Append(template).Append('\n').Append(JsonText.Pretty(Told(answer, template))).Append('\n');
        }

        await Snapshot.MatchAsync(Masked.Text(text.ToString()), $"answers.{version}.txt");
    }

    [Fact]
    public async Task Every_error_has_the_approved_form()
    {
        var tenant = await TenantAsync();
        var store = await tenant.AddStoreAsync();
        var powerless = await tenant.AllowAsync([]);
        var (v1, v2, publisher) = ("/api/v1/inventories/stores", "/stores", $"/api/apps/{tenant.AppId}/push-notifications");
        var text = new StringBuilder();
        foreach (var path in new[] { v1 + "/search", v2, publisher })
        {
            await TellAsync(Anybody, HttpMethod.Get, path == publisher ? path + "/x" : path);
            await TellAsync(powerless, HttpMethod.Get, path == publisher ? path + "/x" : path);
            await TellAsync(tenant.App, HttpMethod.Delete, path);
        }

        foreach (var path in new[] { $"{v1}/{store}/products/delete", "/suppliers", publisher })
        {
            await TellAsync(tenant.App, HttpMethod.Post, path, "{\n,");
            await TellAsync(tenant.App, HttpMethod.Post, path, "5");
            await TellAsync(tenant.App, HttpMethod.Post, path, "{}", "text/plain");
        }

        await TellAsync(tenant.App, HttpMethod.Get, $"{v1}/nowhere/products");
        await TellAsync(tenant.App, HttpMethod.Get, $"{v1}/{store}/documents?gtCloseDate=yesterday");
        await TellAsync(tenant.App, HttpMethod.Post, $"{v1}/{store}/products", """[{"uuid":"x","name":""},5]""");
        await TellAsync(tenant.App, HttpMethod.Post, $"{v1}/{store}/products/schemes", """[{"uuid":"x"}]""");
        await TellAsync(tenant.App, HttpMethod.Get, v2 + "/nowhere");
        await TellAsync(tenant.App, HttpMethod.Get, v2 + "?cursor=x");
        await TellAsync(tenant.App, HttpMethod.Post, "/employees", "{}");
        await TellAsync(tenant.App, HttpMethod.Post, "/employees", """{"name":"A","phone":1,"role_id":"none","stores":["none"]}""");
        await TellAsync(tenant.App, HttpMethod.Delete, "/suppliers");
        await TellAsync(tenant.App, HttpMethod.Post, publisher, "{}");
        await TellAsync(tenant.App, HttpMethod.Post, publisher, """{"devices":["none"],"payload":1}""");
        await Snapshot.MatchAsync(Masked.Text(text.ToString()), "errors.txt");

        async Task TellAsync(Caller caller, HttpMethod method, string path, string? body = null, string type = "application/json")
        {
            using var content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
            var answer = await caller.SendAsync(method, path, content);
            text.Append(answer.Asked).Append(body is null ? "" : $" <<< {body}").Append('\n').Append(answer.Status).Append(' ').Append(answer.Text)
                .Append(answer.Header("X-Products-Violations")).Append("\n\n");
        }
    }

    /// <summary>What is made by chance is masked, the order it makes among things of one moment with it.</summary>
    private string Told(Answer answer, string template)
    {
        var said = answer.Text.Replace(Server.Url, "http://prilavok.test", StringComparison.Ordinal);
        var json = JsonNode.Parse(template.Contains("/ofd/", StringComparison.Ordinal) ? Number().Replace(said, "${name}7") : said)!;
        if ((json as JsonArray ?? json["items"] as JsonArray ?? json["data"] as JsonArray) is { } list)
        {
            var sorted = list.Select(item => item!.ToJsonString()).OrderBy(Masked.Text, StringComparer.Ordinal).Select(item => JsonNode.Parse(item)).ToList();
            list.Clear();
            sorted.ForEach(list.Add);
        }

        return json.Text();
    }

    [GeneratedRegex("(?<name>\"(id|storeId)\":)[0-9]+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}

public sealed class SqliteApprovedTests : ApprovedTests<SqliteFixture>;

public sealed class PostgreSqlApprovedTests : ApprovedTests<PostgreSqlFixture>;
