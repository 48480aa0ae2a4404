using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>Addresses that lead nowhere and questions nobody can answer.</summary>
public abstract class AddressTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly string[] Ids =
        ["nowhere", "%00", "a%00b", "%0a", "%1b%5b31m", "%ff%fe", "%c3%28", "%2f", "%5c", "'%20OR%201=1", "%E2%80%AE", new('x', 2000), "%7BstoreUuid%7D", "%25", "%"];

    [Fact]
    public async Task Unknown_ids_are_not_found_whatever_they_are_made_of()
    {
        var scene = await Scene.OpenAsync(Server.Http, Partner);
        var tenant = scene.Tenant;
        foreach (var id in Ids)
        {
            await RefusedAsync(tenant.App, HttpMethod.Get, $"/stores/{id}/documents");
            await RefusedAsync(tenant.App, HttpMethod.Get, $"/stores/{scene.StoreId}/documents/{id}");
            await RefusedAsync(tenant.App, HttpMethod.Get, $"/stores/{scene.StoreId}/devices/{id}/documents/x");
            await RefusedAsync(tenant.App, HttpMethod.Get, $"/api/v1/inventories/stores/{id}/documents");
            await RefusedAsync(tenant.App, HttpMethod.Get, $"/api/v1/inventories/stores/{id}/products");
            await RefusedAsync(tenant.App, HttpMethod.Get, $"/api/v1/inventories/stores/{id}/products/quantities");
            await RefusedAsync(tenant.App, HttpMethod.Get, $"/api/v1/inventories/stores/{scene.StoreId}/products/{id}/quantities");
            await RefusedAsync(tenant.App, HttpMethod.Post, $"/api/v1/inventories/stores/{id}/products", "[]");
            await RefusedAsync(tenant.App, HttpMethod.Post, $"/api/v1/inventories/stores/{id}/products/delete", "[]");
            await RefusedAsync(tenant.App, HttpMethod.Post, $"/api/v1/inventories/stores/{id}/products/quantities", "{}");
            foreach (var kind in new[] { "stores", "devices", "employees", "roles" })
            {
                await RefusedAsync(tenant.Owner, HttpMethod.Get, tenant.Manage($"/{kind}/{id}"));
                await RefusedAsync(tenant.Owner, HttpMethod.Patch, tenant.Manage($"/{kind}/{id}"), "{}");
                await RefusedAsync(tenant.Owner, HttpMethod.Delete, tenant.Manage($"/{kind}/{id}"));
            }

            await RefusedAsync(tenant.Owner, HttpMethod.Post, tenant.Manage($"/apps/{id}/installation"), "{}");
            await RefusedAsync(tenant.Owner, HttpMethod.Delete, tenant.Manage($"/apps/{id}/installation"));
            await RefusedAsync(tenant.Owner, HttpMethod.Get, $"/manage/v1/owners/{id}/stores");
            await RefusedAsync(tenant.Publisher, HttpMethod.Get, $"/manage/v1/apps/{id}");
            await RefusedAsync(tenant.Sandbox, HttpMethod.Get, $"/sandbox/tenants/{id}");
            await RefusedAsync(tenant.Sandbox, HttpMethod.Post, $"/sandbox/tenants/{id}/clock", "{\"toNext\":true}");
            await RefusedAsync(tenant.Sandbox, HttpMethod.Delete, $"/sandbox/tenants/{id}");
        }
    }

    [Fact]
    public async Task Questions_nobody_understands_are_answered_yes_or_no()
    {
        var scene = await Scene.OpenAsync(Server.Http, Partner);
        string[] values = ["", "x", "-1", "%00", "a%00b", "%ff", "99999999999999999999", "1e400", "9223372036854775807", "-9223372036854775808", new('9', 3000), "AAAAAAAAAAAAAAA", "gAAAAAAAAAAK", "_________woK"];
        (Caller Caller, string Path, string[] Names)[] questions =
        [
            (scene.Tenant.App, "/stores", ["cursor", "limit"]),
            (scene.Tenant.App, $"/stores/{scene.StoreId}/documents", ["cursor", "limit", "since", "until", "type", "types"]),
            (scene.Tenant.App, $"/api/v1/inventories/stores/{scene.StoreId}/documents", ["gtCloseDate", "ltCloseDate", "types", "type", "deviceUuid"]),
            (scene.Till.Caller, "/terminal/v1/changes", ["after", "wait"]),
            (scene.Tenant.Owner, scene.Tenant.Manage("/audit"), ["after"]),
            (scene.Tenant.Publisher, $"/manage/v1/apps/{scene.Tenant.AppId}/deliveries", ["ownerId"]),
        ];
        foreach (var (caller, path, names) in questions)
        {
            foreach (var asked in from name in names from value in values select $"{path}?{name}={value}")
            {
                var answer = await caller.GetAsync(asked);
                if (answer.Status != 200)
                {
                    Scene.AssertRefusal(answer, "");
                }
            }
        }
    }

    [Theory]
    [InlineData("GET", "/no/such/path", 404)]
    [InlineData("GET", "/api/v1/inventories/nothing", 404)]
    [InlineData("GET", "/terminal/v1/nothing", 404)]
    [InlineData("GET", "/manage/v1/nothing", 404)]
    [InlineData("GET", "/sandbox/nothing", 404)]
    [InlineData("DELETE", "/stores", 405)]
    [InlineData("PUT", "/api/v1/inventories/stores/search", 405)]
    [InlineData("GET", "/terminal/v1/documents", 405)]
    [InlineData("PUT", "/manage/v1/login", 405)]
    [InlineData("PATCH", "/sandbox/tenants", 405)]
    public async Task Unknown_paths_and_methods_are_told_in_the_words_of_their_surface(string method, string path, int status)
    {
        var answer = await Anybody.SendAsync(new HttpMethod(method), path);

        Scene.AssertRefusal(answer, "");
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Bodies_of_other_types_and_answers_of_other_types_are_refused_where_they_cannot_be_served()
    {
        var scene = await Scene.OpenAsync(Server.Http, Partner);
        using var text = new StringContent("[]");
        var answer = await scene.Tenant.App.SendAsync(HttpMethod.Post, $"/api/v1/inventories/stores/{scene.StoreId}/products", text);
        Scene.AssertRefusal(answer, "text/plain");
        Assert.Equal(415, answer.Status);
        Scene.AssertRefusal((await scene.Tenant.App.SendAsync(HttpMethod.Get, "/stores", null, ("Accept", "text/html"))).Expect(406), "");
        (await scene.Tenant.App.SendAsync(HttpMethod.Get, "/stores", null, ("Accept", "application/vnd.evotor.v2+json"))).Expect(200);
    }

    private static async Task RefusedAsync(Caller caller, HttpMethod method, string path, string? body = null)
    {
        var answer = await caller.SendAsync(method, path, body is null ? null : Caller.ContentOf(body));
        if (answer.Status == 400 && answer.Bytes.Length == 0)
        {
            return; // No HTTP: refused before it is known whose path it is.
        }

        Scene.AssertRefusal(answer, body ?? "");
    }
}

public sealed class SqliteAddressTests : AddressTests<SqliteFixture>;

public sealed class PostgreSqlAddressTests : AddressTests<PostgreSqlFixture>;
