using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api;

public abstract class ResourceRightsTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Products = "/api/v1/inventories/stores/x/products";

    [Theory]
    [InlineData("GET", "/devices", "device:read")]
    [InlineData("GET", "/devices/x", "device:read")]
    [InlineData("GET", "/employees", "employee:read")]
    [InlineData("GET", "/employees/x", "employee:read")]
    [InlineData("GET", "/employees/roles", "employee:read")]
    [InlineData("POST", "/employees", "employee:write")]
    [InlineData("GET", "/suppliers", "supplier:read")]
    [InlineData("GET", "/suppliers/x", "supplier:read")]
    [InlineData("POST", "/suppliers/", "supplier:write")]
    [InlineData("PATCH", "/suppliers/x", "supplier:write")]
    [InlineData("DELETE", "/suppliers?id=x", "supplier:write")]
    [InlineData("DELETE", "/suppliers/x", "supplier:write")]
    [InlineData("GET", Products + "/schemes", "product:read")]
    [InlineData("POST", Products + "/schemes", "product:write")]
    [InlineData("POST", Products + "/schemes/delete", "product:write")]
    [InlineData("GET", Products + "/extras", "product:read")]
    [InlineData("POST", Products + "/extras", "product:write")]
    [InlineData("POST", Products + "/extras/delete", "product:write")]
    [InlineData("GET", "/api/v2/inventories/stores/x/documents", "document:read")]
    [InlineData("GET", "/api/v1/ofd/stores", "store:read")]
    [InlineData("GET", "/api/v1/ofd/devices", "device:read")]
    [InlineData("GET", "/api/v1/ofd/documents/", "document:read")]
    [InlineData("GET", "/api/v1/ofd/documents/0", "document:read")]
    public async Task A_call_needs_its_right_and_no_other(string method, string path, string right)
    {
        var tenant = await TenantAsync();
        var without = await tenant.AllowAsync(Rights.All.Where(other => other != right));
        var with = await tenant.AllowAsync([right]);

        await CallAsync(Anybody, 401);
        await CallAsync(tenant.App with { Token = "nobody's" }, 401);
        await CallAsync(without, 403);
        Assert.False(await CallAsync(with, null) is 401 or 403 or 405 or 500);

        async Task<int> CallAsync(Caller caller, int? status)
        {
            using var body = method is "POST" or "PATCH" ? Caller.ContentOf("[]") : null;
            var answer = await caller.SendAsync(new HttpMethod(method), path, body);
            return status is { } expected ? answer.Expect(expected).Status : answer.Status;
        }
    }

    [Theory]
    [InlineData("POST", "/stores")]
    [InlineData("PUT", "/stores/x")]
    [InlineData("DELETE", "/stores/x")]
    [InlineData("POST", "/devices")]
    [InlineData("PATCH", "/devices/x")]
    [InlineData("PUT", "/employees")]
    [InlineData("DELETE", "/employees/x")]
    [InlineData("PUT", "/suppliers/x")]
    public async Task What_can_only_be_read_says_so_in_the_words_of_v2(string method, string path)
    {
        using var body = Caller.ContentOf("{}");
        var answer = await (await TenantAsync()).App.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal("""{"code":"method_not_allowed","message":"method not allowed","violations":[]}""", answer.Expect(405).Text);
    }

    /// <summary>They are gone from the wire since 2017.</summary>
    [Theory]
    [InlineData("stores")]
    [InlineData("employees")]
    [InlineData("devices")]
    public async Task The_old_setters_of_codes_are_not_there(string kind)
    {
        using var body = Caller.ContentOf(new { code = "1" });
        var answer = await (await TenantAsync()).App.SendAsync(HttpMethod.Put, $"/api/v1/inventories/{kind}/x/code", body);

        Assert.Equal("{}", answer.Expect(404).Text);
    }
}

public sealed class SqliteResourceRightsTests : ResourceRightsTests<SqliteFixture>;

public sealed class PostgreSqlResourceRightsTests : ResourceRightsTests<PostgreSqlFixture>;
