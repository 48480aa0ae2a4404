using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Prilavok.Bench.Durability;

/// <summary>A business with one store and an app whose service is the receiver.</summary>
internal sealed record Owner(string Id, string StoreId, string AppToken, IReadOnlyList<string> TillTokens)
{
    /// <param name="receiver">Where its service stands.</param>
    public static async Task<Owner> OpenAsync(HttpClient http, string receiver, int tills, CancellationToken ct)
    {
        var tenant = await PostAsync(
            http, "/sandbox/tenants", $$"""{"seed":"empty","app":{"serviceToken":"Bearer service","name":"Durability","base":"{{receiver}}"} }""", null, ct);
        var ownerId = tenant.GetProperty("ownerId").GetString()!;
        var login = await PostAsync(
            http, "/manage/v1/login", $$"""{"login":"{{tenant.GetProperty("login")}}","password":"{{tenant.GetProperty("password")}}"}""", null, ct);
        var token = login.GetProperty("token").GetString()!;
        var store = (await PostAsync(http, $"/manage/v1/owners/{ownerId}/stores", """{"name":"Corner shop"}""", token, ct)).GetProperty("id").GetString()!;
        var tokens = new List<string>();
        for (var till = 0; till < tills; till++)
        {
            var device = await PostAsync(
                http, $"/manage/v1/owners/{ownerId}/devices", $$"""{"name":"Till {{till}}","storeId":"{{store}}"}""", token, ct);
            var active = await PostAsync(http, "/terminal/v1/activate", $$"""{"code":"{{device.GetProperty("code")}}"}""", null, ct);
            tokens.Add(active.GetProperty("token").GetString()!);
        }

        return new Owner(ownerId, store, tenant.GetProperty("apps")[0].GetProperty("token").GetString()!, tokens);
    }

    /// <summary>The ids of all its documents, as the REST API lists them.</summary>
    public async Task<IReadOnlyList<string>> DocumentsAsync(HttpClient http, CancellationToken ct)
    {
        var ids = new List<string>();
        var cursor = "";
        while (cursor is not null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/stores/{StoreId}/documents" + (cursor.Length == 0 ? "" : "?cursor=" + cursor));
            request.Headers.Add("X-Authorization", AppToken);
            using var answer = await http.SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("paging").TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
        }

        return ids;
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, string body, string? token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }
}
