using System.Text.Json;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OpenApi;

/// <summary>What is answered is what the documents say, to the member.</summary>
public sealed class AnswerTests : ServerTests<SqliteFixture>
{
    private static readonly string[] Scopes = ["store:read"];

    [Fact]
    public async Task Everything_that_can_be_read_is_as_its_schema_says()
    {
        var described = await Described.ReadAsync(Anybody);
        var scene = await FullScene.OpenAsync(await TenantAsync(), described);
        var reads = described.Operations
            .Where(operation => operation.Method == "GET" && !operation.Path.StartsWith("/sandbox/demo", StringComparison.Ordinal) && !operation.Path.StartsWith("/terminal", StringComparison.Ordinal))
            .Select(operation => operation.Path)
            .ToList();

        Assert.NotEmpty(reads);
        foreach (var template in reads)
        {
            var (path, caller) = scene.Call(template);
            var answer = (await scene.SendAsync(caller, HttpMethod.Get, path)).Expect(200);
            Assert.True(answer.JsonOrNull() is not { } json || ListIn(json) is not { Count: 0 }, $"{template}: an empty list proves nothing.");
        }
    }

    [Fact]
    public async Task Every_refusal_is_as_its_schema_says()
    {
        var described = await Described.ReadAsync(Anybody);
        var scene = await FullScene.OpenAsync(await TenantAsync(), described);
        foreach (var (_, method, template, operation) in described.Operations.Where(operation => operation.Operation["security"] is not null))
        {
            var (path, caller) = scene.Call(template);
            if (!template.StartsWith("/sandbox", StringComparison.Ordinal))
            {
                (await scene.SendAsync(Anybody, new HttpMethod(method), path)).Expect(401);
            }

            if (operation["requestBody"]?["content"]?["application/json"] is not null)
            {
                var unreadable = await caller.SendAsync(new HttpMethod(method), path, Caller.ContentOf("{"));
                described.Hold(new HttpMethod(method), path, null, unreadable);
                Assert.InRange(unreadable.Status, 400, 404);
            }
        }
    }

    [Fact]
    public async Task The_world_of_a_test_is_told_as_its_schema_says()
    {
        var described = await Described.ReadAsync(Anybody);
        var scene = new FullScene(await TenantAsync(), described);
        var made = (await scene.SendAsync(Anybody, HttpMethod.Post, "/sandbox/tenants", JsonNode.Parse("""{"seed":"demo","ttl":"PT1H"}"""))).Expect(201).Json;
        var tenant = $"/sandbox/tenants/{made["ownerId"]}";

        (await scene.SendAsync(Anybody, HttpMethod.Get, tenant)).Expect(200);
        (await scene.SendAsync(Anybody, HttpMethod.Post, tenant + "/apps", JsonNode.Parse("""{"name":"Other","rights":null}"""))).Expect(201);
        (await scene.SendAsync(Anybody, HttpMethod.Post, tenant + "/clock", JsonNode.Parse("""{"advance":"P1D"}"""))).Expect(200);
        (await scene.SendAsync(Anybody, HttpMethod.Post, tenant + "/trigger", JsonNode.Parse("""{"kind":"sell","set":{"number":7}}"""))).Expect(201);
        (await scene.SendAsync(Anybody, HttpMethod.Post, tenant + "/trigger", JsonNode.Parse("""{"kind":"nothing"}"""))).Expect(400);
        (await scene.SendAsync(Anybody, HttpMethod.Delete, tenant)).Expect(204);
        (await scene.SendAsync(Anybody, HttpMethod.Get, tenant)).Expect(404);
    }

    [Fact]
    public async Task A_persons_account_is_told_as_its_schema_says()
    {
        var described = await Described.ReadAsync(Anybody);
        var scene = new FullScene(await TenantAsync(), described);
        var people = await People.OpenAsync(Server.Http);
        var (login, password, next) = ($"{Guid.CreateVersion7():n}@example.test", people.Password, "Sesame-0pen-2");
        await SendAsync(Anybody, HttpMethod.Post, "/manage/v1/register", new { kind = "publisher", login, password }, 201);
        await SendAsync(Anybody, HttpMethod.Post, "/manage/v1/login", new { kind = "publisher", login, password }, 200);
        await SendAsync(Anybody, HttpMethod.Post, "/manage/v1/login", new { login = people.Login, password, cookie = true }, 200);
        await SendAsync(Anybody, HttpMethod.Post, "/manage/v1/login", new { login = people.Login, password = "wrong" }, 401);
        await SendAsync(people.Person, HttpMethod.Post, "/manage/v1/tokens", new { name = "Till", scopes = Scopes, expiresAt = "2090-01-01T00:00:00.000Z" }, 201);
        await SendAsync(people.Person, HttpMethod.Put, "/manage/v1/second-factor", new { code = people.CodeAt(TimeProvider.System.GetUtcNow()) }, 200);
        await SendAsync(Anybody, HttpMethod.Post, "/manage/v1/login", new { login = people.Login, password }, 401);
        await SendAsync(people.Administrator, HttpMethod.Post, "/manage/v1/accounts", new { kind = "administrator", login = $"{Guid.CreateVersion7():n}", password }, 201);
        await SendAsync(people.Administrator, HttpMethod.Post, $"/manage/v1/accounts/{people.SpareAdministratorId}/password-reset", null, 201);
        var (forgetful, code) = people.Forgetful;
        await SendAsync(Anybody, HttpMethod.Put, "/manage/v1/password-reset", new { kind = "administrator", login = forgetful, code, newPassword = next }, 204);
        await SendAsync(Anybody, HttpMethod.Put, "/manage/v1/password-reset", new { kind = "administrator", login = forgetful, code, newPassword = next }, 403);

        async Task SendAsync(Caller caller, HttpMethod method, string path, object? body, int status) =>
            (await scene.SendAsync(caller, method, path, body is null ? null : JsonSerializer.SerializeToNode(body))).Expect(status);
    }

    private static JsonArray? ListIn(JsonNode json) => json as JsonArray ?? (json as JsonObject)?["items"] as JsonArray ?? (json as JsonObject)?["data"] as JsonArray;
}
