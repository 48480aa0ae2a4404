using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Publisher;
using Prilavok.Testing;
using SkiaSharp;

namespace Prilavok.Server.Tests.Routes;

/// <summary>An account with something in it for every name in every path.</summary>
public sealed class Account
{
    private static readonly string[] RoleRights = ["DOCUMENTS_JOURNAL"];

    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);

    private Account(Tenant tenant, Till till, People people)
    {
        Tenant = tenant;
        Till = till;
        People = people;
    }

    public Tenant Tenant { get; }

    public Till Till { get; }

    public People People { get; }

    /// <summary>Stands in everything that is kept here, and nowhere in a request: who reads it was shown something.</summary>
    public string Mark { get; } = $"Mark-{Guid.CreateVersion7():n}";

    /// <summary>By the name in a path, or by one of its own for what only bodies name.</summary>
    public string this[string name] => _named[name];

    public static async Task<Account> OpenAsync(HttpClient http, PartnerService partner)
    {
        var tenant = await Tenant.CreateAsync(http, Tenant.AppOf(partner));
        var till = await tenant.OpenShopAsync();
        var account = new Account(tenant, till, await People.OpenAsync(http));
        await account.FurnishAsync(http);
        await account.ServeAsync(partner);
        await account.VersionsAsync();
        await account.ReplayAsync();
        await tenant.SettleAsync();
        await account.ReadIdsAsync();
        await account.FindDeliveryAsync();
        await account.FindAccountAsync();
        return account;
    }

    /// <summary>Who comes in here by the door, with every right.</summary>
    public Caller For(DoorKind door) => door switch
    {
        DoorKind.App => Tenant.App,
        DoorKind.PublisherOrApp or DoorKind.Publisher => Tenant.Publisher,
        DoorKind.Owner => Tenant.Owner,
        DoorKind.Terminal => Till.Caller,
        DoorKind.Person => People.Person,
        DoorKind.Administrator => People.Administrator,
        _ => Tenant.Sandbox,
    };

    /// <summary>What a parameter of the route's path names here. Calls that take something away have something of their own to take.</summary>
    public string ValueOf(RouteEndpoint route, string parameter)
    {
        var (name, path) = (route.Name(), route.RoutePattern.RawText!);
        return (name, parameter) switch
        {
            (_, "appId" or "versionId") when _named.TryGetValue($"{parameter} of {name}", out var own) => own,
            ("v1.ofd.documentsOfStore", "storeId") => this["ofdStoreId"],
            ("v2.images.add", "productId") => this["plainProductId"],
            ("manage.installation.create" or "manage.installation.remove", "appId") => this["spareAppId"],
            ("manage.installation.change", "appId") => this["paidAppId"],
            ("manage.installation.pay", "appId") => this["debtAppId"],
            ("sandbox.tenants.remove", "ownerId") => this["spareOwnerId"],
            ("manage.stores.remove", "id") => this["spareStoreId"],
            ("manage.roles.duplicate", "id") => this["roleId"],
            ("manage.roles.remove", "id") => this["spareRoleId"],
            ("apps.hooks.remove", "hookId") => this["spareHookId"],
            ("manage.accounts.remove", "accountId") => People.SpareAdministratorId,
            (_, "storeUuid") => Till.StoreId,
            (_, "productUuid") => this["productId"],
            (_, "userId") => Tenant.OwnerId,
            (_, "name" or "documentName") => "v1",
            (_, "requestId") => $"{Tenant.OwnerId}.{Guid.Empty}",
            (_, "laneId") => $"{Tenant.OwnerId}.receipts",
            (_, "id") => path.Split('/')[^2] switch
            {
                "products" => this["productId"],
                "product-groups" => this["groupId"],
                "stores" => Till.StoreId,
                "devices" => Till.DeviceId,
                "employees" => this["employeeId"],
                "roles" => this["roleId"],
                _ => path.EndsWith("/code", StringComparison.Ordinal) ? this["spareDeviceId"] : throw new InvalidOperationException(path),
            },
            _ => this[parameter],
        };
    }

    /// <summary>Of the tenant's owner.</summary>
    private async Task FindAccountAsync()
    {
        var list = (await People.Administrator.GetAsync($"/manage/v1/accounts?login={Uri.EscapeDataString(Tenant.Login)}")).Expect(200).Json["items"]!.AsArray();
        (_named["accountId"], _named["tokenId"], _named["sessionId"]) = ((string)list[0]!["id"]!, People.TokenId, People.SpareSessionId);
    }

    /// <summary>The last thing that was sent.</summary>
    private async Task FindDeliveryAsync()
    {
        var list = (await Tenant.Publisher.GetAsync($"/manage/v1/apps/{Tenant.AppId}/deliveries")).Expect(200).Json["items"]!.AsArray();
        _named["deliveryId"] = (string)list[0]!["id"]!;
    }

    /// <summary>A replay that is over.</summary>
    private async Task ReplayAsync()
    {
        var path = $"/manage/v1/apps/{Tenant.AppId}/replays";
        _named["replayId"] = (string)(await Tenant.Publisher.PostAsync(path, new { since = "2199-01-01T00:00:00Z" })).Expect(202).Json["id"]!;
    }

    /// <summary>For each move of a version an app whose version is where the move begins.</summary>
    private async Task VersionsAsync()
    {
        foreach (var (move, steps) in new[]
        {
            ("change", ""), ("test", ""), ("archive", ""), ("review", "test"), ("withdraw", "test"), ("approve", "test review"), ("remark", "test review"),
            ("publish", "test review approve"),
        })
        {
            var app = (await Tenant.Publisher.PostAsync("/manage/v1/apps", new { name = Mark })).Expect(201).Json;
            var (appId, versionId) = ((string)app["appId"]!, (string)app["versionId"]!);
            foreach (var step in steps.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                (await Tenant.Publisher.PostAsync($"/manage/v1/apps/{appId}/versions/{versionId}/{step}", "")).Expect(200);
            }

            (_named[$"appId of manage.versions.{move}"], _named[$"versionId of manage.versions.{move}"]) = (appId, versionId);
        }
    }

    /// <summary>What terminals ask of the service.</summary>
    private async Task ServeAsync(PartnerService partner)
    {
        partner.On("/api/v1/commodities?scanCode=1", _ => new Reply(200, """{"name":"Tea"}"""));
        _named["serviceUrl"] = partner.Url + "/anything";
        (await Tenant.Publisher.PatchAsync($"/manage/v1/apps/{Tenant.AppId}", new { proxy = new JsonArray("http://.*") })).Expect(200);
    }

    /// <returns>The id of an app whose first payment went so; later ones succeed.</returns>
    private async Task<string> BuyAsync(string kind)
    {
        var plans = new[] { new { id = "p", price = 1, period = "P1M" } };
        var appId = await Tenant.AddAppAsync(new { name = Mark, plans, addOns = new[] { new { id = "a", price = 1 } }, install = false });
        await BankAsync(kind);
        (await Tenant.Owner.PostAsync(Tenant.Manage($"/apps/{appId}/installation"), new { })).Expect(201);
        await BankAsync("succeeds");
        return appId;
    }

    private async Task BankAsync(string kind) =>
        (await Tenant.Owner.SendAsync(HttpMethod.Put, Tenant.Manage("/payment-method"), Caller.ContentOf(new { kind }))).Expect(200);

    private async Task FurnishAsync(HttpClient http)
    {
        var (app, owner, store) = (Tenant.App, Tenant.Owner, Till.StoreId);
        _named["ownerId"] = Tenant.OwnerId;
        _named["appId"] = Tenant.AppId;
        _named["storeId"] = store;
        _named["deviceId"] = Till.DeviceId;
        (await owner.PatchAsync(Tenant.Manage($"/stores/{store}"), new { name = Mark, address = Mark })).Expect(200);
        (await owner.PatchAsync(Tenant.Manage($"/devices/{Till.DeviceId}"), new { name = Mark })).Expect(200);
        _named["spareStoreId"] = await Tenant.AddStoreAsync(Mark);
        _named["roleId"] = await MadeAsync(owner, Tenant.Manage("/roles"), new { name = Mark, rights = RoleRights });
        _named["spareRoleId"] = await MadeAsync(owner, Tenant.Manage("/roles"), new { name = Mark + " 2", rights = RoleRights });
        _named["employeeId"] = await MadeAsync(owner, Tenant.Manage("/employees"), new { name = Mark, roleId = this["roleId"], stores = new[] { store } });
        _named["spareDeviceId"] = await MadeAsync(owner, Tenant.Manage("/devices"), new { name = Mark, storeId = store });
        var unpaired = await owner.PostAsync(Tenant.Manage("/devices"), new { name = Mark, storeId = store });
        _named["code"] = (string)unpaired.Expect(201).Json["code"]!;
        _named["spareAppId"] = await Tenant.AddAppAsync(new { name = Mark, install = false });
        _named["paidAppId"] = await BuyAsync("succeeds");
        _named["debtAppId"] = await BuyAsync("declines");
        var other = await Tenant.CreateAsync(http, new { name = "Spare" }, install: false);
        _named["spareOwnerId"] = other.OwnerId;

        await PutAsync($"/stores/{store}/product-groups/{_named["groupId"] = Goods.NewId()}", new JsonObject { ["name"] = Mark });
        await PutAsync($"/stores/{store}/products/{_named["plainProductId"] = Goods.NewId()}", Goods.V2("", name: Mark));
        await PutAsync($"/stores/{store}/products/{_named["productId"] = Goods.NewId()}", Goods.V2("", name: Mark));
        using var picture = Picture();
        var image = await app.SendAsync(HttpMethod.Post, $"/stores/{store}/products/{this["productId"]}/images", picture);
        _named["imageId"] = (string)image.Expect(200).Json["id"]!;
        (await app.PostAsync($"/api/v1/inventories/stores/{store}/products/schemes", $$"""[{"uuid":"{{Mark}}","appId":"{{Tenant.AppId}}","items":[]}]""")).Expect(200);
        (await app.PostAsync($"/api/v1/inventories/stores/{store}/products/extras", $$$"""[{"uuid":"{{{Mark}}}","key":{"uuid":"{{{this["productId"]}}}"},"data":1}]""")).Expect(200);
        _named["supplierId"] = (string)(await app.PostAsync("/suppliers", new { name = Mark })).Expect(200).Json["id"]!;
        using var bulk = Caller.ContentOf(new JsonArray(Goods.V2(Goods.NewId(), name: Mark)));
        bulk.Headers.ContentType = new MediaTypeHeaderValue(Samples.Bulk);
        _named["bulkId"] = (string)(await app.SendAsync(HttpMethod.Put, $"/stores/{store}/products", bulk)).Expect(202).Json["id"]!;
        var sell = Goods.Document("SELL", this["productId"], 1, _named["documentId"] = Goods.NewId());
        sell["body"]!["positions"]![0]!["product_name"] = Mark;
        await Till.SendAsync(sell);

        async Task PutAsync(string path, JsonObject body)
        {
            using var content = Caller.ContentOf(body);
            (await app.SendAsync(HttpMethod.Put, path, content)).Expect(200);
        }
    }

    private async Task ReadIdsAsync()
    {
        var publisher = Tenant.Publisher;
        _named["versionId"] = await Tenant.VersionAsync();
        _named["pushId"] = (string)(await publisher.PostAsync(
            Tenant.Pushes(), new { devices = new[] { Till.DeviceId }, payload = Mark })).Expect(202).Json["id"]!;
        foreach (var name in new[] { "hookId", "spareHookId" })
        {
            _named[name] = (string)(await publisher.PostAsync(
                $"/api/apps/{Tenant.AppId}/versions/{this["versionId"]}/hooks", $$$"""{"events":["store"],"config":{"url":"https://partner.test/{{{Mark}}}"}}"""))
                .Expect(200).Json["id"]!;
        }

        _named["eventId"] = (string)(await publisher.GetAsync(Tenant.Events())).Expect(200).Json["items"]![0]!["id"]!;
        _named["ofdStoreId"] = (await Tenant.App.GetAsync("/api/v1/ofd/stores")).Expect(200).Json["data"]![0]!["id"]!.ToString();
        var app = await Tenant.SandboxAppAsync();
        (_named["publisherLogin"], _named["publisherPassword"]) = ((string)app["publisherLogin"]!, (string)app["publisherPassword"]!);
        await Till.ChangesAsync(0);
        await Tenant.SettleAsync();
    }

    /// <summary>A form with a picture that is taken.</summary>
    public static MultipartFormDataContent Picture()
    {
        using var bitmap = new SKBitmap(300, 300);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 90);
        var part = new ByteArrayContent(png.ToArray());
        part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return new MultipartFormDataContent { { part, "datafile", "tea.png" } };
    }

    private static async Task<string> MadeAsync(Caller caller, string path, object body) =>
        (string)(await caller.PostAsync(path, body)).Expect(201).Json["id"]!;
}
