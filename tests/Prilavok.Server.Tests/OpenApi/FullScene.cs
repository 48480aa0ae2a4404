using System.Text.Json.Nodes;
using Prilavok.Server.Documents.Shapes;
using Prilavok.Server.Tests.Documents;
using Prilavok.Server.Tests.Kit;
using SkiaSharp;
using Xunit;

namespace Prilavok.Server.Tests.OpenApi;

/// <summary>
/// An account in which everything is that any path can name. It is made by calls that are held against the documents themselves,
/// with what they sent and what was answered.
/// </summary>
internal sealed class FullScene(Tenant tenant, Described described)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal) { ["ownerId"] = tenant.OwnerId, ["userId"] = tenant.OwnerId, ["appId"] = tenant.AppId };

    private People _people = null!;

    private string Store => $"/stores/{_names["storeId"]}";

    private string StoreV1 => $"/api/v1/inventories{Store}/products";

    public static async Task<FullScene> OpenAsync(Tenant tenant, Described described)
    {
        var scene = new FullScene(tenant, described) { _people = await People.OpenAsync(tenant.Owner.Http) };
        (scene._names["accountId"], scene._names["tokenId"], scene._names["sessionId"]) =
            (scene._people.SpareAdministratorId, scene._people.TokenId, scene._people.SpareSessionId);
        var till = await tenant.OpenShopAsync();
        scene._names["storeId"] = scene._names["storeUuid"] = till.StoreId;
        scene._names["deviceId"] = till.DeviceId;
        scene._names["laneId"] = $"{tenant.OwnerId}.receipts";
        scene._names["requestId"] = $"{tenant.OwnerId}.{Guid.Empty}";
        await scene.StaffAsync();
        await scene.GoodsAsync();
        await scene.DocumentsAsync(till);
        await scene.PublishAsync();
        await scene.PayAsync();
        return scene;
    }

    /// <summary>A path with everything it names, and who may call it.</summary>
    public (string Path, Caller Caller) Call(string template)
    {
        var path = string.Join('/', template.Split('/').Select(step => step.StartsWith('{') ? NameOf(template, step) : step));
        return (path, template.Split('/')[1] switch
        {
            "manage" when template.StartsWith("/manage/v1/owners", StringComparison.Ordinal) => tenant.Owner,
            "manage" when template.Split('/')[3] is "accounts" or "keys" or "backup" => _people.Administrator,
            "manage" when template.Split('/')[3] is not ("apps" or "deliveries") => _people.Person,
            "manage" or "apps" => tenant.Publisher,
            "api" when template.StartsWith("/api/apps", StringComparison.Ordinal) => tenant.Publisher,
            _ => tenant.App,
        });
    }

    /// <param name="isGood">False for a body of which something is wrong on purpose.</param>
    public async Task<Answer> SendAsync(Caller caller, HttpMethod method, string path, JsonNode? body = null, bool isGood = true)
    {
        var answer = await caller.SendAsync(method, path, body is null ? null : Caller.ContentOf(body));
        described.Hold(method, path, isGood ? body : null, answer);
        return answer;
    }

    /// <summary>Which <c>{id}</c> is meant stands before it.</summary>
    private string NameOf(string template, string step)
    {
        var steps = template.Split('/');
        var name = step.Split('}')[0][1..];
        var known = name == "id" ? steps[Array.IndexOf(steps, step) - 1] : name;
        Assert.True(_names.TryGetValue(known, out var value), $"The scene has nothing for {step} of {template}.");
        return step.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
    }

    private async Task StaffAsync()
    {
        var role = await MakeAsync(tenant.Owner, 201, tenant.Manage("/roles"), new { name = "Trainee", rights = new List<string> { "DOCUMENTS_JOURNAL" } }, "roles");
        await MakeAsync(tenant.App, 200, "/employees", new { name = "Анна", role_id = role, phone = 79005550101, last_name = "Б", stores = new List<string> { _names["storeId"] } }, "employees", "employeeId");
        await MakeAsync(tenant.App, 200, "/suppliers", new { name = "Tea house" }, "supplierId");
        await MakeAsync(tenant.Owner, 201, tenant.Manage("/stores"), new { name = "Second", address = (string?)null }, "stores");
        await MakeAsync(tenant.Owner, 201, tenant.Manage("/devices"), new { name = "Spare", storeId = _names["storeId"] }, "devices");
        var facts = new { imei = "490154203237518", firmwareVersion = "4.7", serialNumber = "1", model = "5i", location = new { lng = 37.6, lat = 55.7 } };
        (await SendAsync(tenant.Owner, HttpMethod.Patch, tenant.Manage($"/devices/{_names["deviceId"]}"), Node(facts))).Expect(200);
    }

    private async Task GoodsAsync()
    {
        var attributes = new[] { new { id = "a", name = "Size", choices = new[] { new { id = "c", name = "Small" } } } };
        await MakeAsync(tenant.App, 200, Store + "/product-groups", new { name = "Teas", attributes, barcodes = new List<string> { "1" } }, "product-groups");
        var wine = Goods.V2(Goods.NewId());
        (wine["type"], wine["parent_id"], wine["attributes_choices"]) = ("ALCOHOL_MARKED", _names["product-groups"], new JsonObject { ["a"] = "c" });
        (wine["alcocodes"], wine["alcohol_by_volume"], wine["alcohol_product_kind_code"], wine["tare_volume"]) = (new JsonArray("0001"), 12.5, 401, 0.75);
        await MakeAsync(tenant.App, 200, Store + "/products", wine, "products", "productId", "productUuid");
        (await SendAsync(tenant.App, HttpMethod.Post, Store + "/products", new JsonArray(Goods.V2("tea-2"), new JsonObject { ["name"] = "no product" }), isGood: false)).Expect(200);
        (await SendAsync(tenant.App, HttpMethod.Patch, $"{Store}/products/{_names["productId"]}", Node(new { price = 20, quantity = 3.5 }))).Expect(200);
        (await SendAsync(tenant.App, HttpMethod.Post, StoreV1, new JsonArray(Goods.V1("tea-1"), Node(new { uuid = "g-1", name = "Group", group = true })))).Expect(200);
        (await SendAsync(tenant.App, HttpMethod.Post, StoreV1 + "/quantities", Node(new Dictionary<string, object> { ["tea-1"] = 1.5, [_names["productId"]] = "2" }))).Expect(200);
        var field = new { uuid = "f", type = "TEXT_FIELD", title = "Size" };
        var words = new { uuid = "d", type = "DICTIONARY_FIELD", multiple = false, items = new[] { new { title = "A", value = "1" } } };
        (await SendAsync(tenant.App, HttpMethod.Post, StoreV1 + "/schemes", new JsonArray(Node(new { uuid = "s", appId = tenant.AppId, items = new object[] { field, words } })))).Expect(200);
        (await SendAsync(tenant.App, HttpMethod.Post, StoreV1 + "/extras", new JsonArray(Node(new { uuid = "e", key = new { uuid = "tea-1" }, scheme = new { value = "1", fieldId = "d" }, data = 7 })))).Expect(200);
        await PictureAsync();
        var task = (await SendAsync(tenant.App, HttpMethod.Put, Store + "/products", new JsonArray(Goods.V2("tea-1"), new JsonObject { ["id"] = "bad" }), isGood: false)).Json;
        _names["bulkId"] = (string)task["id"]!;
        await tenant.SettleAsync();
    }

    private async Task PictureAsync()
    {
        using var bitmap = new SKBitmap(300, 300);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        using var content = new ByteArrayContent(data.ToArray());
        using var form = new MultipartFormDataContent { { content, "datafile", "wine.png" } };
        var path = $"{Store}/products/{_names["productId"]}/images";
        var answer = (await tenant.App.SendAsync(HttpMethod.Post, path, form)).Expect(200);
        described.Hold(HttpMethod.Post, path, null, answer);
        _names["imageId"] = (string)answer.Json["id"]!;
    }

    private async Task DocumentsAsync(Till till)
    {
        // Of the other kinds nothing is described.
        foreach (var document in Sample.Names.Select(name => Sample.Read(name.Data)).Where(document => DocumentShapes.IsKnown((string)document["type"]!)))
        {
            document["close_date"] = Goods.Document("SELL", "", 1)["close_date"]!.DeepClone(); // Lists begin with the last days.
            var taken = await SendAsync(till.Caller, HttpMethod.Post, "/terminal/v1/documents", new JsonArray(document));
            Assert.True(taken.Expect(200).Json["rejected"]!.AsArray().Count == 0, taken.Text);
        }

        _names["documentId"] = (string)Sample.Read("SELL")["id"]!;
        (await SendAsync(till.Caller, HttpMethod.Post, "/terminal/v1/products", new JsonArray(Goods.V2("till-1")))).Expect(200);
        (await SendAsync(till.Caller, HttpMethod.Get, "/terminal/v1/changes")).Expect(200);
    }

    private async Task PublishAsync()
    {
        var plans = new[] { new { id = "p", name = "Plan", price = 10.5, period = "P1M", perDevice = false } };
        var forms = new { verify = new[] { new { name = "email", label = "E-mail", type = "text", pattern = ".+@.+" } } };
        var settingsTab = new[] { new { kind = "text", label = "Token", value = "${token}" } };
        (await SendAsync(tenant.Publisher, HttpMethod.Patch, $"/manage/v1/apps/{tenant.AppId}", Node(new { plans, trial = "P14D", forms, settingsTab }))).Expect(200);
        var app = $"/api/apps/{tenant.AppId}";
        _names["versionId"] = (string)(await SendAsync(tenant.Publisher, HttpMethod.Get, app)).Expect(200).Json["version_id"]!;
        await VersionsAsync();
        await MakeAsync(tenant.Publisher, 200, $"{app}/versions/{_names["versionId"]}/hooks", new { events = new List<string> { "store" }, config = new { url = "https://a.test" } }, "hookId");
        await MakeAsync(tenant.App, 202, app + "/push-notifications", new { devices = new List<string> { _names["deviceId"] }, payload = new { a = 1 } }, "pushId");
        (await SendAsync(tenant.Publisher, HttpMethod.Post, $"{app}/installations/{tenant.OwnerId}/tokens")).Expect(200);
        var replay = await SendAsync(tenant.Publisher, HttpMethod.Post, $"/manage/v1/apps/{tenant.AppId}/replays", Node(new { since = "2199-01-01T00:00:00Z", channels = new List<string> { "receipts" } }));
        await tenant.SettleAsync();
        var sent = await SendAsync(tenant.Publisher, HttpMethod.Get, $"/manage/v1/apps/{tenant.AppId}/deliveries");
        _names["deliveryId"] = (string)sent.Expect(200).Json["items"]![0]!["id"]!;
        _names["replayId"] = (string)replay.Expect(202).Json["id"]!;
        (await SendAsync(tenant.Publisher, HttpMethod.Post, $"/manage/v1/apps/{tenant.AppId}/replays", Node(new { since = "2026-01-01T00:00:00Z", dryRun = true }))).Expect(202);
        _names["eventId"] = (string)(await SendAsync(tenant.Publisher, HttpMethod.Get, app + "/events")).Expect(200).Json["items"]![0]!["id"]!;
    }

    /// <summary>An app of its own through its life, and what the rules say against it.</summary>
    private async Task VersionsAsync()
    {
        (await SendAsync(tenant.Publisher, HttpMethod.Put, $"/manage/v1/apps/{tenant.AppId}/testers", Node(new { items = new[] { tenant.Login } }))).Expect(200);
        var made = (await SendAsync(tenant.Publisher, HttpMethod.Post, "/manage/v1/apps", Node(new { name = "Second", signing = true, inventorySystem = false }))).Expect(201).Json;
        var versions = $"/manage/v1/apps/{made["appId"]}/versions";
        var first = $"{versions}/{made["versionId"]}";
        foreach (var (move, status) in new[] { ("publish", 409), ("test", 200), ("review", 200), ("remarks", 200), ("test", 200), ("review", 200), ("approve", 200), ("publish", 200), ("archive", 409) })
        {
            (await SendAsync(tenant.Publisher, HttpMethod.Post, $"{first}/{move}", move == "remarks" ? Node(new { text = "No icon." }) : null)).Expect(status);
            (await SendAsync(tenant.Publisher, HttpMethod.Get, first)).Expect(200);
        }

        (await SendAsync(tenant.Publisher, HttpMethod.Patch, first, Node(new { trial = "P1D" }))).Expect(409);
        var second = $"{versions}/{(await SendAsync(tenant.Publisher, HttpMethod.Post, versions)).Expect(201).Json["versionId"]}";
        (await SendAsync(tenant.Publisher, HttpMethod.Patch, second, Node(new { trial = "P1D" }))).Expect(200);
        (await SendAsync(tenant.Publisher, HttpMethod.Post, $"{second}/test")).Expect(200);
        (await SendAsync(tenant.Publisher, HttpMethod.Post, $"{second}/withdraw")).Expect(200);
    }

    private async Task PayAsync()
    {
        var plans = new object[]
        {
            new { id = "p", name = "Plan", price = 10.5, period = "P1M", perDevice = true, discounts = new[] { new { from = 3, percent = 10 } } },
            new { id = "q", price = 99, period = "P1Y", perDevice = false },
        };
        var app = tenant.Manage($"/apps/{await tenant.AddAppAsync(new { name = "Paid", plans, addOns = new[] { new { id = "a", price = 1 } }, install = false })}/installation");
        var options = new[] { new { id = "a", quantity = 2 } };
        (await SendAsync(tenant.Owner, HttpMethod.Post, app, Node(new { planId = "p", deviceNumber = 3, addOns = options }))).Expect(201);
        (await SendAsync(tenant.Owner, HttpMethod.Patch, app, Node(new { planId = "q" }))).Expect(200);
        (await SendAsync(tenant.Owner, HttpMethod.Put, tenant.Manage("/payment-method"), Node(new { kind = "declines", times = 1, until = "2030-01-01T00:00:00.000Z" }))).Expect(200);
        (await SendAsync(tenant.Owner, HttpMethod.Patch, app, Node(new { deviceNumber = 4, addOns = new[] { new { id = "a", quantity = 9 } } }))).Expect(402);
        (await SendAsync(tenant.Owner, HttpMethod.Post, app + "/payment")).Expect(409);
    }

    /// <returns>The id of what was made.</returns>
    private async Task<string> MakeAsync(Caller caller, int status, string path, object body, params string[] names)
    {
        var id = (string)(await SendAsync(caller, HttpMethod.Post, path, body as JsonNode ?? Node(body))).Expect(status).Json["id"]!;
        foreach (var name in names)
        {
            _names[name] = id;
        }

        return id;
    }

    private static JsonNode Node(object body) => JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(body))!;
}
