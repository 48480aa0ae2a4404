using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Documents;
using Prilavok.Server.Tests.Kit;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>A call with a body.</summary>
/// <param name="Caller">Who makes it.</param>
/// <param name="Good">A body it takes.</param>
public sealed record Endpoint(HttpMethod Method, Func<Scene, string> Path, Func<Scene, Caller> Caller, Func<Scene, JsonNode> Good)
{
    private static readonly Dictionary<string, Endpoint> ByName = new()
    {
        ["v1 products"] = OfApp("products", _ => new JsonArray(Goods.V1("tea-1"))),
        ["v1 group"] = OfApp("products", _ => Json("""[{"uuid":"g","name":"Group","group":true,"parentUuid":null,"code":"1","barCodes":[]}]""")),
        ["v1 delete"] = OfApp("products/delete", _ => Json("""[{"uuid":"tea-9"}]""")),
        ["v1 quantities"] = OfApp("products/quantities", _ => Json("""{"tea-1":"1.5"}""")),
        ["v2 supplier"] = new(HttpMethod.Post, _ => "/suppliers", s => s.Tenant.App, _ => Json("""{"name":"A"}""")),
        ["activate"] = new(HttpMethod.Post, _ => "/terminal/v1/activate", Anybody, _ => Json("""{"code":"ABCDEFGH"}""")),
        ["sell"] = OfTerminal("documents", _ => new JsonArray(Sample.Read("SELL"))),
        ["revaluation"] = OfTerminal("documents", _ => new JsonArray(Sample.Read("REVALUATION"))),
        ["z report"] = OfTerminal("documents", _ => new JsonArray(Sample.Read("Z_REPORT"))),
        ["inventory"] = OfTerminal("documents", _ => new JsonArray(Sample.Read("INVENTORY"))),
        ["terminal products"] = OfTerminal("products", _ => new JsonArray(Goods.V2("tea-1"))),
        ["terminal group"] = OfTerminal("products", _ => Json("""[{"id":"g","name":"G","group":true,"attributes":[{"id":"a","name":"A","choices":[{"id":"c","name":"C"}]}]}]""")),
        ["register"] = new(HttpMethod.Post, _ => "/manage/v1/register", Anybody, _ => Json("""{"kind":"owner","login":"a@b.test","password":"Sesame-0pen"}""")),
        ["login"] = new(HttpMethod.Post, _ => "/manage/v1/login", Anybody, _ => Json("""{"login":"a@b.test","password":"p"}""")),
        ["stores"] = OfOwner(HttpMethod.Post, _ => "/stores", _ => Json("""{"name":"A","address":"B","id":"store-x"}""")),
        ["store"] = OfOwner(HttpMethod.Patch, s => $"/stores/{s.StoreId}", _ => Json("""{"name":"A","address":"B"}""")),
        ["devices"] = OfOwner(HttpMethod.Post, _ => "/devices", s => new JsonObject { ["name"] = "A", ["storeId"] = s.StoreId, ["timezoneOffset"] = 0 }),
        ["device"] = OfOwner(HttpMethod.Patch, s => $"/devices/{s.Till.DeviceId}", s => new JsonObject { ["name"] = "A", ["storeId"] = s.StoreId, ["timezoneOffset"] = 0 }),
        ["employees"] = OfOwner(HttpMethod.Post, _ => "/employees", Employee),
        ["employee"] = OfOwner(HttpMethod.Patch, s => $"/employees/{s.EmployeeId}", Employee),
        ["roles"] = OfOwner(HttpMethod.Post, _ => "/roles", _ => Json("""{"name":"A","rights":["DOCUMENTS_JOURNAL"]}""")),
        ["role"] = OfOwner(HttpMethod.Patch, s => $"/roles/{s.RoleId}", _ => Json("""{"name":"A","rights":["DOCUMENTS_JOURNAL"]}""")),
        ["installation"] = OfOwner(HttpMethod.Post, s => $"/apps/{s.Tenant.AppId}/installation", _ => Json("""{"account":"verify","form":{"username":"a"}}""")),
        ["app"] = new(HttpMethod.Patch, s => $"/manage/v1/apps/{s.Tenant.AppId}", s => s.Tenant.Publisher, _ => App()),
        ["tenants"] = new(HttpMethod.Post, _ => "/sandbox/tenants", Anybody, _ => new JsonObject { ["seed"] = "empty", ["name"] = "A", ["ttl"] = "PT1H", ["install"] = true, ["app"] = App() }),
        ["more apps"] = OfSandbox("apps", _ => App()),
        ["clock"] = OfSandbox("clock", _ => Json("""{"advance":"PT1S"}""")),
        ["clock to"] = OfSandbox("clock", _ => Json("""{"to":"2026-12-01T00:00:00Z"}""")),
        ["settle"] = OfSandbox("settle", _ => Json("""{"timeout":"PT1S"}""")),
        ["trigger"] = OfSandbox("trigger", s => new JsonObject { ["kind"] = "sell", ["storeId"] = s.StoreId, ["deviceId"] = s.Till.DeviceId, ["set"] = Json("""{"number":7}""") }),
    };

    public static TheoryData<string> Names { get; } = [.. ByName.Keys];

    /// <summary>True where one item of the body does not decide about the others.</summary>
    public bool IsJudgedOneByOne { get; private init; }

    public static Endpoint Named(string name) => ByName[name];

    public Task<Answer> SendAsync(Scene scene, object body) => Caller(scene).SendAsync(Method, Path(scene), Kit.Caller.ContentOf(body));

    private static Endpoint OfApp(string path, Func<Scene, JsonNode> good) =>
        new(HttpMethod.Post, s => $"/api/v1/inventories/stores/{s.StoreId}/{path}", s => s.Tenant.App, good);

    private static Endpoint OfTerminal(string path, Func<Scene, JsonNode> good) =>
        new(HttpMethod.Post, _ => "/terminal/v1/" + path, s => s.Till.Caller, good) { IsJudgedOneByOne = path == "documents" };

    private static Endpoint OfOwner(HttpMethod method, Func<Scene, string> path, Func<Scene, JsonNode> good) =>
        new(method, s => s.Tenant.Manage(path(s)), s => s.Tenant.Owner, good);

    private static Endpoint OfSandbox(string path, Func<Scene, JsonNode> good) =>
        new(HttpMethod.Post, s => $"/sandbox/tenants/{s.Tenant.OwnerId}/{path}", Anybody, good);

    private static Caller Anybody(Scene scene) => scene.Tenant.Sandbox;

    private static JsonObject Employee(Scene scene) => new()
    {
        ["name"] = "A",
        ["lastName"] = "B",
        ["patronymicName"] = null,
        ["phone"] = 79005550101,
        ["roleId"] = scene.RoleId,
        ["stores"] = new JsonArray(scene.StoreId),
    };

    private static JsonNode App() => Json(
        """
        {"name":"A","serviceToken":"Bearer x","urls":{"userVerify":"http://127.0.0.1:1/v","stores":"http://127.0.0.1:1/s","documentsFormat":"v1"},
        "entitiesFormat":"v2","ordered":true,"signing":false,"signingScheme":"hmac","rights":["store:read"],"plans":[{"id":"p","name":"P","price":10.5,"period":"P1M","perDevice":false}],"trial":"P14D"}
        """);

    private static JsonNode Json(string json) => JsonNode.Parse(json)!;
}
