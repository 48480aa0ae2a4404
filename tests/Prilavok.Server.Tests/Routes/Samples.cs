using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Tests.Documents;
using Prilavok.Server.Tests.Kit;
using Xunit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>What every route takes, by its name.</summary>
internal static class Samples
{
    public const string Bulk = "application/vnd.evotor.v2+bulk+json";
    public const string Form = "application/x-www-form-urlencoded";

    private static readonly Dictionary<string, Func<Account, JsonNode?>> Bodies = new()
    {
        ["v1.products.import"] = _ => new JsonArray(Goods.V1(Goods.NewId()), Json("""{"uuid":"g","name":"Group","group":true,"parentUuid":null,"code":"1"}""")),
        ["v1.products.delete"] = _ => Json("""[{"uuid":"nothing"}]"""),
        ["v1.quantities.set"] = a => new JsonObject { [a["productId"]] = "1.5" },
        ["v1.schemes.save"] = a => Json($$$"""[{"uuid":"s","appId":"{{{a.Tenant.AppId}}}","items":[{"title":"Size","editable":true,"uuid":"f","type":"TEXT_FIELD","data":{"a":[1.5]}}]}]"""),
        ["v1.schemes.delete"] = _ => Json("""["s"]"""),
        ["v1.extras.save"] = a => Json($$$"""[{"uuid":"e","key":{"uuid":"{{{a["productId"]}}}"},"scheme":{"value":"20","fieldId":"f"},"data":{"a":1}}]"""),
        ["v1.extras.delete"] = _ => Json("""["e"]"""),
        ["v2.products.create"] = _ => Goods.V2(Goods.NewId()),
        ["v2.products.replaceMany"] = _ => new JsonArray(Goods.V2(Goods.NewId())),
        ["v2.products.replace"] = a => Modification(a),
        ["v2.products.change"] = _ => Json("""{"price":7,"cost_price":1}"""),
        ["v2.productGroups.create"] = _ => Json("""{"name":"Teas"}"""),
        ["v2.productGroups.replaceMany"] = _ => new JsonArray(new JsonObject { ["id"] = Goods.NewId(), ["name"] = "Teas" }),
        ["v2.productGroups.replace"] = _ => Json("""{"name":"Teas","attributes":[{"id":"a","name":"A","choices":[{"id":"c","name":"C"}]}]}"""),
        ["v2.productGroups.change"] = _ => Json("""{"name":"Teas"}"""),
        ["v2.employees.create"] = a => new JsonObject { ["name"] = "A", ["last_name"] = "B", ["phone"] = 79005550101, ["role_id"] = a["roleId"], ["stores"] = new JsonArray(a["storeId"]) },
        ["v2.suppliers.add"] = a => new JsonObject { ["id"] = a["supplierId"], ["name"] = "B" },
        ["v2.suppliers.change"] = _ => Json("""{"name":"B"}"""),
        ["apps.installations.token"] = _ => Json("{}"),
        ["apps.hooks.create"] = _ => Hook(),
        ["apps.hooks.replace"] = _ => Hook(),
        ["apps.hooks.change"] = _ => Hook(),
        ["apps.pushes.send"] = a => new JsonObject { ["devices"] = new JsonArray(a["deviceId"]), ["payload"] = Json("""{"a":[1]}""") },
        ["apps.pushes.sendToDevice"] = _ => Json("""{"payload":{"a":[1]}}"""),
        ["terminal.activate"] = a => new JsonObject { ["code"] = a["code"] },
        ["terminal.documents"] = _ => new JsonArray(Sample.Read("SELL")),
        ["terminal.products"] = a => new JsonArray(Goods.V2(a["productId"])),
        ["terminal.proxy.post"] = _ => Json("""{"any":"thing"}"""),
        ["terminal.proxy.put"] = _ => Json("""{"any":"thing"}"""),
        ["terminal.pushes.answer"] = _ => Json("""{"status":"DELIVERED","reply":{"seen":true}}"""),
        ["manage.login"] = a => new JsonObject { ["login"] = a.Tenant.Login, ["password"] = a.Tenant.Password },
        ["manage.register"] = _ => new JsonObject { ["kind"] = "owner", ["login"] = $"{Goods.NewId()}@example.test", ["password"] = "Sesame-0pen" },
        ["manage.password.change"] = a => new JsonObject { ["password"] = a.People.Password, ["newPassword"] = "Sesame-0pen-2" },
        ["manage.passwordReset.begin"] = a => new JsonObject { ["login"] = a.Tenant.Login },
        ["manage.passwordReset.complete"] = a => new JsonObject
        {
            ["kind"] = "administrator",
            ["login"] = a.People.Forgetful.Login,
            ["code"] = a.People.Forgetful.Code,
            ["newPassword"] = "Sesame-0pen-2",
        },
        ["manage.secondFactor.begin"] = a => new JsonObject { ["password"] = a.People.Password },
        ["manage.secondFactor.confirm"] = a => new JsonObject { ["code"] = a.People.CodeAt(TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(30)) },
        ["manage.secondFactor.off"] = a => new JsonObject { ["password"] = a.People.Password, ["code"] = a.People.CodeAt(TimeProvider.System.GetUtcNow()) },
        ["manage.tokens.create"] = _ => Json("""{"name":"Till","scopes":["store:read"],"expiresAt":"2090-01-01T00:00:00.000Z"}"""),
        ["manage.accounts.create"] = _ => new JsonObject { ["kind"] = "publisher", ["login"] = $"{Goods.NewId()}@example.test", ["password"] = "Sesame-0pen" },
        ["manage.keys.rotate"] = _ => new JsonObject(),
        ["manage.keys.finish"] = _ => null,
        ["manage.accounts.unlock"] = _ => null,
        ["manage.accounts.passwordReset"] = _ => null,
        ["manage.stores.create"] = _ => Json("""{"name":"A","address":"B"}"""),
        ["manage.stores.change"] = _ => Json("""{"name":"A","address":"B"}"""),
        ["manage.devices.create"] = Device,
        ["manage.devices.change"] = Device,
        ["manage.devices.code"] = _ => null,
        ["manage.employees.create"] = Employee,
        ["manage.employees.change"] = Employee,
        ["manage.roles.create"] = _ => Json("""{"name":"New","rights":["DOCUMENTS_JOURNAL"]}"""),
        ["manage.roles.change"] = _ => Json("""{"name":"Changed","rights":["DOCUMENTS_JOURNAL"]}"""),
        ["manage.roles.duplicate"] = _ => null,
        ["manage.installation.create"] = _ => Json("""{"form":{"username":"a","email":"a@b.test"},"deviceNumber":1}"""),
        ["manage.installation.change"] = _ => Json("""{"planId":"p","deviceNumber":2,"addOns":[{"id":"a","quantity":1}],"devices":null}"""),
        ["manage.installation.pay"] = _ => null,
        ["manage.paymentMethod.choose"] = _ => Json("""{"kind":"succeeds","until":"2090-01-01T00:00:00.000Z"}"""),
        ["manage.app.change"] = _ => Json("""{"name":"A","ordered":true,"plans":[{"id":"p","name":"P","price":10.5,"period":"P1M","perDevice":true,"discounts":[{"from":5,"percent":10}]}],"addOns":[{"id":"a","name":"A","price":1}],"trial":"P14D","forms":{"verify":[{"name":"email","label":"E-mail","type":"text","pattern":".+","hint":"H"}]},"proxy":["https?://.*"],"settingsTab":[{"kind":"link","label":"L","value":"https://a.test"}]}"""),
        ["manage.app.register"] = _ => Json("""{"name":"A","ordered":true,"inventorySystem":true,"initialSync":true,"rights":["store:read"],"plans":[{"id":"p","price":10.5,"period":"P1Y"}]}"""),
        ["manage.app.rotate"] = _ => null,
        ["manage.testers.replace"] = a => new JsonObject { ["items"] = new JsonArray(a.Tenant.Login) },
        ["manage.versions.create"] = _ => null,
        ["manage.versions.change"] = _ => Json("""{"name":"B","proxy":["https?://.*"],"inventorySystem":false}"""),
        ["manage.versions.remark"] = _ => Json("""{"text":"The icon is missing."}"""),
        ["manage.versions.test"] = _ => null,
        ["manage.versions.review"] = _ => null,
        ["manage.versions.withdraw"] = _ => null,
        ["manage.versions.approve"] = _ => null,
        ["manage.versions.publish"] = _ => null,
        ["manage.versions.archive"] = _ => null,
        ["manage.replays.start"] = _ => Json("""{"since":"2026-01-01T00:00:00.000Z","until":null,"channels":["receipts"],"only":"failed","rate":100,"dryRun":false}"""),
        ["manage.lane.pause"] = _ => null,
        ["manage.app.stream.answer"] = _ => Json("""{"status":200,"headers":{"Retry-After":"1"},"body":"{}"}"""),
        ["manage.lane.resume"] = _ => null,
        ["manage.lane.probe"] = _ => null,
        ["sandbox.tenants.create"] = _ => Json("""{"seed":"empty","name":"A","ttl":"PT1H","install":true,"app":{"name":"A","rights":["store:read"]}}"""),
        ["sandbox.tenants.addApp"] = _ => Json("""{"name":"A","rights":["store:read"]}"""),
        ["sandbox.clock"] = _ => Json("""{"advance":"PT1S"}"""),
        ["sandbox.chaos.set"] = _ => Json("""{"seed":1,"api":{"rate429":0,"rate500":0,"latencyMs":0},"webhooks":{"duplicate":0,"reorderWindow":1,"delayMs":0,"dropConnection":0}}"""),
        ["sandbox.settle"] = _ => Json("""{"timeout":"PT10S"}"""),
        ["sandbox.trigger"] = a => new JsonObject { ["kind"] = "sell", ["storeId"] = a["storeId"], ["deviceId"] = a["deviceId"], ["set"] = Json("""{"number":7}""") },
    };

    /// <summary>The name under which the twins of the publisher API are one.</summary>
    public static string Key(RouteEndpoint route) => route.Name().Replace("api.apps", "apps", StringComparison.Ordinal);

    /// <summary>Null where the call has no JSON body.</summary>
    public static JsonNode? BodyOf(RouteEndpoint route, Account account)
    {
        if (MethodOf(route) is var method && (method == HttpMethod.Get || method == HttpMethod.Delete) || Key(route) is "v2.images.add" or "oauth.token")
        {
            return null;
        }

        Assert.True(Bodies.TryGetValue(Key(route), out var body), $"{route.Name()} has no sample of what it takes.");
        return body(account);
    }

    public static HttpMethod MethodOf(RouteEndpoint route) =>
        new(route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET");

    public static string QueryOf(RouteEndpoint route, Account account) => Key(route) switch
    {
        "v2.products.removeMany" => $"?id={account["plainProductId"]}",
        "v2.productGroups.removeMany" => $"?id={account["groupId"]}",
        "v2.suppliers.removeList" => $"?id={account["supplierId"]}",
        "terminal.commodities" => "?scanCode=1",
        var name when name.StartsWith("terminal.proxy", StringComparison.Ordinal) => "?url=" + Uri.EscapeDataString(account["serviceUrl"]),
        _ => "",
    };

    public static string FormOf(Account account) =>
        $"grant_type=password&username={Uri.EscapeDataString(account["publisherLogin"])}&password={Uri.EscapeDataString(account["publisherPassword"])}";

    /// <summary>What the route takes with its media type; null when it takes none.</summary>
    public static HttpContent? ContentOf(RouteEndpoint route, Account account)
    {
        switch (Key(route))
        {
            case "v2.images.add":
                return Account.Picture();
            case "oauth.token":
                return new StringContent(FormOf(account), null, Form);
            default:
                var content = BodyOf(route, account) is { } body ? Caller.ContentOf(body) : null;
                if (route.Name().EndsWith("replaceMany", StringComparison.Ordinal))
                {
                    content!.Headers.ContentType = new(Bulk);
                }

                return content;
        }
    }

    private static JsonObject Modification(Account account)
    {
        var product = Goods.V2("");
        product.Remove("id");
        product["parent_id"] = account["groupId"];
        product["barcodes"] = new JsonArray("4600000000000");
        product["attributes_choices"] = Json("""{"a":"c"}""");
        return product;
    }

    private static JsonNode Hook() => Json("""{"events":["document","store"],"config":{"url":"https://partner.test/hook","secret":"s3cret","content_type":"V2","insecure_ssl":true},"active":false}""");

    private static JsonObject Device(Account account) => new() { ["name"] = "A", ["storeId"] = account["storeId"], ["timezoneOffset"] = 0 };

    private static JsonObject Employee(Account account) => new()
    {
        ["name"] = "A",
        ["lastName"] = "B",
        ["patronymicName"] = null,
        ["phone"] = 79005550101,
        ["roleId"] = account["roleId"],
        ["stores"] = new JsonArray(account["storeId"]),
    };

    private static JsonNode Json(string json) => JsonNode.Parse(json)!;
}
