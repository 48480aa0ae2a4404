using System.Globalization;
using System.Text.Json.Nodes;
using Prilavok.Testing;

namespace Prilavok.Server.Tests.Kit;

/// <summary>What a turn of the clock did.</summary>
public sealed record ClockTurn(DateTimeOffset Now, IReadOnlyList<(DateTimeOffset At, string What)> Ran);

/// <summary>An owner's account with one app, and everybody who acts in it.</summary>
public sealed class Tenant
{
    public const string ServiceToken = "Basic c2VydmljZTpzZWNyZXQ=";

    private readonly HttpClient _http;

    private Tenant(HttpClient http, HttpClient local, JsonNode tenant, string ownerToken)
    {
        _http = http;
        OwnerId = (string)tenant["ownerId"]!;
        Login = (string)tenant["login"]!;
        Password = (string)tenant["password"]!;
        var app = tenant["apps"]![0]!;
        AppId = (string)app["appId"]!;
        Publisher = new Caller(http, (string)app["publisherToken"]!);
        App = AppWith((string?)app["token"]);
        Owner = new Caller(http, ownerToken);
        Sandbox = new Caller(local);
    }

    public string OwnerId { get; }

    public string Login { get; }

    public string Password { get; }

    public string AppId { get; }

    public Caller Owner { get; }

    public Caller Publisher { get; }

    public Caller Sandbox { get; }

    /// <summary>The service calling the cloud.</summary>
    public Caller App { get; private set; }

    /// <summary>Settings of an app whose service is <paramref name="partner"/>: every webhook at its documented path, v1 shapes.</summary>
    public static object AppOf(PartnerService partner) => new { name = "Loyalty", serviceToken = ServiceToken, @base = partner.Url };

    /// <param name="install">False leaves the app to be installed by <see cref="InstallAsync"/>.</param>
    /// <param name="local">Where the sandbox lets in, if it does not where everything else is called.</param>
    public static async Task<Tenant> CreateAsync(HttpClient http, object app, bool install = true, HttpClient? local = null)
    {
        var anybody = new Caller(http);
        var tenant = (await new Caller(local ?? http).PostAsync("/sandbox/tenants", new { seed = "empty", install, app })).Expect(201).Json;
        var login = await anybody.PostAsync("/manage/v1/login", new { login = (string)tenant["login"]!, password = (string)tenant["password"]! });
        return new Tenant(http, local ?? http, tenant, (string)login.Expect(200).Json["token"]!);
    }

    /// <summary>A path in the owner's account.</summary>
    public string Manage(string path) => $"/manage/v1/owners/{OwnerId}{path}";

    /// <summary>One more app of another publisher, installed in silence.</summary>
    public async Task<string> AddAppAsync(object app) =>
        (string)(await Sandbox.PostAsync($"/sandbox/tenants/{OwnerId}/apps", app)).Expect(201).Json["appId"]!;

    /// <summary>The owner installs the app and signs in to the service.</summary>
    public async Task<JsonNode> InstallAsync()
    {
        var form = new { username = "anna", password = "hunter2", customField = "любое значение" };
        var installation = (await Owner.PostAsync(Manage($"/apps/{AppId}/installation"), new { form })).Expect(201).Json;
        App = AppWith((string)installation["token"]!);
        return installation;
    }

    /// <returns>Its id.</returns>
    public async Task<string> AddStoreAsync(string name = "Corner shop") =>
        (string)(await Owner.PostAsync(Manage("/stores"), new { name })).Expect(201).Json["id"]!;

    /// <returns>The id of the role of this name.</returns>
    public async Task<string> RoleAsync(string name) =>
        (string)(await Owner.GetAsync(Manage("/roles"))).Expect(200).Json["items"]!.AsArray().Single(role => (string)role!["name"]! == name)!["id"]!;

    /// <summary>A terminal, paired.</summary>
    public async Task<Till> AddTillAsync(string storeId)
    {
        var device = (await Owner.PostAsync(Manage("/devices"), new { name = "Till", storeId })).Expect(201).Json;
        return await Till.ActivateAsync(_http, (string)device["code"]!);
    }

    /// <summary>A store with a terminal.</summary>
    public async Task<Till> OpenShopAsync() => await AddTillAsync(await AddStoreAsync());

    /// <summary>The service uploads a product.</summary>
    public async Task UploadAsync(string storeId, string productId, decimal price = 10, decimal quantity = 0) =>
        (await App.PostAsync($"/api/v1/inventories/stores/{storeId}/products", new[] { Goods.V1(productId, price, quantity) })).Expect(200);

    /// <summary>Stock of a product, as v1 says it.</summary>
    public async Task<string> QuantityAsync(string storeId, string productId) =>
        (string)(await App.GetAsync($"/api/v1/inventories/stores/{storeId}/products/{productId}/quantities")).Expect(200).Json[productId]!;

    /// <summary>Ids of all documents of a store, page after page.</summary>
    public async Task<IReadOnlyList<string>> DocumentIdsAsync(string storeId)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await App.GetAsync($"/stores/{storeId}/documents" + (cursor is null ? "" : "?cursor=" + cursor))).Expect(200).Json;
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["paging"]!["next_cursor"];
        }
        while (cursor is not null);

        return ids;
    }

    /// <summary>Waits until nothing waits to be tried now.</summary>
    public async Task SettleAsync() =>
        (await Sandbox.PostAsync($"/sandbox/tenants/{OwnerId}/settle", new { timeout = "PT60S" })).Expect(200);

    /// <param name="target">As <c>new { advance = "P1D" }</c>.</param>
    public async Task<ClockTurn> TurnAsync(object target)
    {
        var turned = (await Sandbox.PostAsync($"/sandbox/tenants/{OwnerId}/clock", target)).Expect(200).Json;
        return new ClockTurn(
            Time(turned["now"]!), [.. turned["ran"]!.AsArray().Select(ran => (Time(ran!["at"]!), (string)ran["what"]!))]);
    }

    public async Task<JsonArray> LanesAsync() =>
        (await Publisher.GetAsync($"/manage/v1/apps/{AppId}/lanes")).Expect(200).Json["items"]!.AsArray();

    /// <summary>Attempts at deliveries, the oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> AttemptsAsync() =>
        [.. (await Publisher.GetAsync($"/manage/v1/apps/{AppId}/deliveries")).Expect(200).Json["items"]!.AsArray().Reverse().Select(item => item!)];

    public static DateTimeOffset Time(JsonNode node) =>
        DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private Caller AppWith(string? token) => new(_http, token, "X-Authorization");
}
