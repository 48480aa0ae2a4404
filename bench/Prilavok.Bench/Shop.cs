using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Prilavok.Bench;

/// <summary>A shop of its own on the server: one store, and an app that may do everything.</summary>
internal sealed class Shop
{
    private readonly ServerProcess _server;
    private readonly string _ownerId;
    private readonly string _ownerToken;
    private readonly JsonElement _app;

    private Shop(ServerProcess server, string ownerId, string ownerToken, string storeId, JsonElement app)
    {
        _server = server;
        _ownerId = ownerId;
        _ownerToken = ownerToken;
        _app = app;
        StoreId = storeId;
    }

    public int Port => _server.Port;

    public string StoreId { get; }

    public string AppToken => _app.GetProperty("token").GetString()!;

    /// <summary>Lines of a request's head.</summary>
    public string AppHeaders => $"X-Authorization: {AppToken}\r\n";

    /// <param name="app">Settings of the app; null is one that is told nothing.</param>
    public static async Task<Shop> OpenAsync(ServerProcess server, CancellationToken ct, string? app = null)
    {
        var tenant = await PostAsync(server, "/sandbox/tenants", app is null ? """{"seed":"empty"}""" : $$"""{"seed":"empty","app":{{app}}}""", null, ct);
        var ownerId = tenant.GetProperty("ownerId").GetString()!;
        var login = await PostAsync(
            server, "/manage/v1/login", $$"""{"login":"{{tenant.GetProperty("login")}}","password":"{{tenant.GetProperty("password")}}"}""", null, ct);
        var owner = login.GetProperty("token").GetString()!;
        var store = await PostAsync(server, $"/manage/v1/owners/{ownerId}/stores", """{"name":"Bench"}""", owner, ct);
        return new Shop(
            server, ownerId, owner, store.GetProperty("id").GetString()!, tenant.GetProperty("apps")[0]);
    }

    /// <summary>One whose app is told of receipts, and of nothing else.</summary>
    /// <param name="service">Where it is told.</param>
    public static Task<Shop> OpenToldAsync(ServerProcess server, string service, CancellationToken ct) =>
        OpenAsync(server, ct, $$"""{"name":"Bench","urls":{"receipts":"{{service}}"} }""");

    /// <returns>Requests of a new terminal, each bringing one receipt.</returns>
    public async Task<SampleReceipt> OpenReceiptsAsync(int till, CancellationToken ct, int positions = 4)
    {
        var headers = $"Authorization: Bearer {await OpenTillAsync(till, ct)}\r\n";
        return new SampleReceipt(till, body => Load.Request("POST", "/terminal/v1/documents", headers, body), positions);
    }

    /// <returns>The token of a new terminal.</returns>
    public async Task<string> OpenTillAsync(int number, CancellationToken ct)
    {
        var device = await PostAsync(
            _server, $"/manage/v1/owners/{_ownerId}/devices", $$"""{"name":"Till {{number}}","storeId":"{{StoreId}}"}""", _ownerToken, ct);
        var active = await PostAsync(_server, "/terminal/v1/activate", $$"""{"code":"{{device.GetProperty("code")}}"}""", null, ct);
        return active.GetProperty("token").GetString()!;
    }

    /// <param name="order">pause, resume or probe.</param>
    public Task SteerAsync(string channel, string order, CancellationToken ct) => PostAsync(
        _server,
        $"/manage/v1/apps/{_app.GetProperty("appId").GetString()}/lanes/{_ownerId}.{channel}/{order}",
        "{}",
        _app.GetProperty("publisherToken").GetString(),
        ct);

    /// <summary>Submits products in bulk.</summary>
    /// <returns>The path of the task.</returns>
    public async Task<string> PutProductsAsync(byte[] products, CancellationToken ct)
    {
        using var request = AppRequest(HttpMethod.Put, $"/stores/{StoreId}/products");
        request.Content = new ByteArrayContent(products);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/vnd.evotor.v2+bulk+json");
        using var answer = await _server.Http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return "/bulks/" + (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetString();
    }

    /// <summary>Until the task has ended well; it is asked for every few milliseconds.</summary>
    public async Task CompleteAsync(string task, CancellationToken ct)
    {
        while (true)
        {
            switch ((await GetAsync(task, ct)).GetProperty("status").GetString())
            {
                case "COMPLETED":
                    return;
                case "ACCEPTED" or "RUNNING":
                    await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ct);
                    break;
                case var other:
                    throw new InvalidOperationException($"The bulk task ended {other}.");
            }
        }
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken ct)
    {
        using var request = AppRequest(HttpMethod.Get, path);
        using var answer = await _server.Http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }

    public async Task<int> SizeAsync(string path, CancellationToken ct)
    {
        using var request = AppRequest(HttpMethod.Get, path);
        using var answer = await _server.Http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync(ct)).Length;
    }

    private HttpRequestMessage AppRequest(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Authorization", AppToken);
        return request;
    }

    private static async Task<JsonElement> PostAsync(ServerProcess server, string path, string body, string? token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await server.Http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }
}
