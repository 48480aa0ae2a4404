using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Publisher;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>Each refusal the contract names, asked of every operation that can give it.</summary>
public abstract class RefusalTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>What is named so is made, or asked for in another way than by finding it.</summary>
    private static readonly Dictionary<(string Route, string Parameter), int> NotFoundOtherwise = new()
    {
        [("v2.products.replace", "id")] = 200,
        [("v2.productGroups.replace", "id")] = 200,
        [("v2.documents.listOfDevice", "deviceId")] = 200,
        [("v1.ofd.documentsOfStore", "storeId")] = 400,
        [("apps.pushes.sendToDevice", "deviceId")] = 422,
    };

    private Account _account = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _account = await Account.OpenAsync(Server.Http, Partner);
    }

    [Theory]
    [InlineData("201fsd014-1c22-40f2-8c5f-0f2f8b4b1a11")]
    [InlineData("20170222-D58C-40E0-8051-B53ADFF38860")]
    [InlineData("1")]
    public async Task Ids_that_name_nothing_are_not_found_however_they_are_formed(string id)
    {
        var (wrong, asked) = (new List<string>(), 0);
        foreach (var route in Operations().OrderBy(route => NotFoundOtherwise.GetValueOrDefault((Samples.Key(route), "id")) == 200))
        {
            foreach (var parameter in route.RoutePattern.Parameters)
            {
                var expected = NotFoundOtherwise.GetValueOrDefault((Samples.Key(route), parameter.Name), 404);
                if (expected == 400 && (id == "1" || Guid.TryParse(id, out _)))
                {
                    expected = 404; // A store of the operator could be named so.
                }

                var named = Samples.Key(route) == "v2.productGroups.replace" ? id + "g" : id; // The other was made a product just now.
                var answer = await RouteCall.SendAsync(
                    route, CallerOf(route), _account, (_, name) => name == parameter.Name ? named : _account.ValueOf(route, name));
                Check(wrong, answer, expected, "not_found");
                asked++;
            }
        }

        Assert.InRange(asked, 90, int.MaxValue);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task What_is_no_JSON_in_name_or_in_acceptance_is_refused_before_anything_is_done()
    {
        var wrong = new List<string>();
        foreach (var route in Operations())
        {
            var path = RouteCall.PathOf(route, (_, name) => _account.ValueOf(route, name));
            if (Samples.BodyOf(route, _account) is { } body)
            {
                using var text = new StringContent(body.ToJsonString(), Encoding.UTF8, "text/plain");
                Check(wrong, await CallerOf(route).SendAsync(Samples.MethodOf(route), path, text), 415, "unsupported_media_type");
            }

            if (!path.StartsWith("/api/v", StringComparison.Ordinal))
            {
                Check(wrong, await CallerOf(route).SendAsync(Samples.MethodOf(route), path, null, ("Accept", "text/html, image/png;q=0.9")), 406, "not_acceptable");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        (await _account.Tenant.App.GetAsync($"/suppliers/{_account["supplierId"]}")).Expect(200);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("application/vnd.evotor.v2+json; charset=utf-8")]
    [InlineData("APPLICATION/VND.EVOTOR.V2+JSON")]
    [InlineData("text/json")]
    [InlineData("")]
    public async Task Every_name_of_JSON_is_taken(string type)
    {
        foreach (var path in new[] { "/suppliers", $"/api/v1/inventories/stores/{_account["storeId"]}/products/delete" })
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(path == "/suppliers" ? """{"name":"A"}""" : """[{"uuid":"none"}]"""));
            if (type.Length > 0)
            {
                content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            (await _account.Tenant.App.SendAsync(HttpMethod.Post, path, content)).Expect(200);
        }
    }

    [Theory]
    [InlineData("v2.products.create", "{}", "type", "name", "price", "measure_name", "tax", "allow_to_sell")]
    [InlineData("v2.products.change", "{\"price\":-1,\"cost_price\":-1,\"quantity\":1e9}", "price", "cost_price", "quantity")]
    [InlineData("v2.productGroups.create", "{\"name\":\"\",\"barcodes\":[\"\"],\"attributes\":[{}]}", "name", "barcodes", "attributes[0].id", "attributes[0].name")]
    [InlineData("v2.employees.create", "{\"name\":\" \"}", "name", "phone", "role_id")]
    [InlineData("v2.suppliers.add", "{}", "name")]
    [InlineData("v2.suppliers.change", "{\"name\":\"\"}", "name")]
    [InlineData("apps.hooks.create", "{\"active\":2}", "events", "active", "config")]
    [InlineData("apps.pushes.send", "{\"active_till\":\"soon\"}", "devices", "payload", "active_till")]
    public async Task All_that_is_wrong_is_told_at_once(string operation, string body, params string[] subjects)
    {
        var route = Operations().First(each => Samples.Key(each) == operation);
        var path = RouteCall.PathOf(route, (_, name) => _account.ValueOf(route, name));

        var error = (await CallerOf(route).SendAsync(Samples.MethodOf(route), path, Caller.ContentOf(body))).Expect(400).Json;

        Assert.Equal("validation_failed", (string)error["code"]!);
        Assert.Equal(subjects.Order(StringComparer.Ordinal), error["violations"]!.AsArray().Select(fault => (string)fault!["subject"]!).Order(StringComparer.Ordinal));
        Assert.All(error["violations"]!.AsArray(), fault => Assert.NotEqual("", (string)fault!["reason"]!));
    }

    /// <summary>Columns count bytes: я is two of them.</summary>
    [Theory]
    [InlineData("{\"name\":\"A\",,", 1, 13)]
    [InlineData("{\n \"name\" 1}", 2, 9)]
    [InlineData("{\n\"name\":\"я\", x", 2, 14)]
    [InlineData("{\"a\":1,\n \"name\":\"\\ud800\"}", 2, 9)]
    [InlineData("{\"a\":[\n\n  \"\\u0000\"]}", 3, 3)]
    [InlineData("{\"я\":1,\n \"name\":\"?\"}", 2, 10, 0xC3)]
    [InlineData("\n\n ?", 3, 2, 0xFF)]
    [InlineData("{\"name\":[]}", 1, 9)]
    [InlineData("{\r\n\t\"name\":\r\n  {\"я\":1}}", 3, 3)]
    public async Task Where_a_body_cannot_be_read_is_told(string body, int line, int column, int? inPlaceOfMark = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        if (inPlaceOfMark is { } broken)
        {
            bytes[Array.IndexOf(bytes, (byte)'?')] = (byte)broken;
        }

        var error = (await _account.Tenant.App.PostAsync("/suppliers", bytes)).Expect(400).Json;

        Assert.Equal(("invalid_format", $"line {line}, column {column}"), ((string)error["code"]!, (string)error["value"]!));
    }

    [Fact]
    public async Task Terminals_that_nobody_knows_are_named()
    {
        var unknown = await _account.Tenant.Publisher.PostAsync(_account.Tenant.Pushes(), """{"devices":["nobody"],"payload":1}""");
        Assert.Equal(
            """{"code":"unknown_device","message":"device with specified id not found","violations":[{"reason":"device not found: nobody","subject":"device_id"}]}""",
            unknown.Expect(422).Text);
    }

    [Fact]
    public async Task One_call_too_many_is_told_how_long_to_wait()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true, ("RateLimits:Requests", "2"), ("RateLimits:Window", "00:01:30"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty" });
        foreach (var (caller, path, body) in new[]
        {
            (tenant.App, "/api/v1/inventories/stores/search", """{"errors":[{"code":2001}]}"""),
            (tenant.App, "/stores", """{"code":"too_many_requests","message":"too many requests","violations":[]}"""),
            (tenant.Publisher, "/api/apps", """{"code":"too_many_requests","message":"too many requests","violations":[]}"""),
        })
        {
            Assert.Equal(("2", "1", "90", null), HeadersOf((await caller.GetAsync(path)).Expect(200)));
            (await caller.GetAsync(path)).Expect(200);
            server.Store.Clock.Advance(TimeSpan.FromSeconds(30.5));

            var refused = (await caller.GetAsync(path)).Expect(429);
            Assert.Equal((("2", "0", "60", "60"), body), (HeadersOf(refused), refused.Text));

            server.Store.Clock.Advance(TimeSpan.FromSeconds(60));
            (await caller.GetAsync(path)).Expect(200);
        }

        static (string?, string?, string?, string?) HeadersOf(Answer answer) => (
            answer.Header("X-RateLimit-Limit"), answer.Header("X-RateLimit-Remaining"), answer.Header("X-RateLimit-Reset"), answer.Header("Retry-After"));
    }

    private IEnumerable<RouteEndpoint> Operations() => Server.Routes.Where(route => Door.Of(route).Kind is DoorKind.App or DoorKind.PublisherOrApp);

    private Caller CallerOf(RouteEndpoint route) => _account.For(Door.Of(route).Kind);

    private static void Check(List<string> wrong, Answer answer, int status, string code)
    {
        var isV1 = answer.Asked.Contains(" /api/v", StringComparison.Ordinal);
        var said = answer.JsonOrNull() as JsonObject;
        if (answer.Status != status || (status is not (200 or 400 or 422) && !(isV1 ? (status == 404) == (answer.Text == "{}") : (string?)said?["code"] == code)))
        {
            wrong.Add($"{answer.Asked} answered {answer.Status}, not {status}: {answer.Text}");
        }
    }
}

public sealed class SqliteRefusalTests : RefusalTests<SqliteFixture>;

public sealed class PostgreSqlRefusalTests : RefusalTests<PostgreSqlFixture>;
