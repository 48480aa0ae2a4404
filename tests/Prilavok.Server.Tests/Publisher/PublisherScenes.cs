using System.Text.Json.Nodes;
using Dapper;
using Prilavok.Server.Tests.Kit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>What tests of the publisher API need beside the tenant.</summary>
internal static class PublisherScenes
{
    /// <summary>The tenant's first app as the sandbox shows it: login and password of its publisher among the rest.</summary>
    public static async Task<JsonNode> SandboxAppAsync(this Tenant tenant) =>
        (await tenant.Sandbox.GetAsync($"/sandbox/tenants/{tenant.OwnerId}")).Expect(200).Json["apps"]![0]!;

    /// <summary>The app's only version.</summary>
    public static async Task<string> VersionAsync(this Tenant tenant) =>
        (string)(await tenant.Publisher.GetAsync($"/apps/{tenant.AppId}")).Expect(200).Json["version_id"]!;

    /// <summary>An app that is offered to everybody would be in both accounts. A sandbox has no such apps, so the tables are told.</summary>
    public static async Task ShareAppAsync(this ServerFixture server, Tenant from, Tenant with)
    {
        await using var connection = await server.Store.OpenAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO installations (owner_id, app_id, token, user_token, rights, partner_bills, created_at)
            SELECT @With, app_id, token, user_token, rights, partner_bills, created_at FROM installations
            WHERE owner_id = @OwnerId AND app_id = @AppId
            """,
            new { With = with.OwnerId, from.OwnerId, from.AppId });
    }

    /// <summary>What a terminal reports of itself.</summary>
    public static async Task SetImeiAsync(this ServerFixture server, Tenant tenant, Till till, string imei)
    {
        await using var connection = await server.Store.OpenAsync();
        await connection.ExecuteAsync(
            "UPDATE terminals SET imei = @imei WHERE owner_id = @OwnerId AND shown_id = @DeviceId", new { imei, tenant.OwnerId, till.DeviceId });
    }

    public static string Events(this Tenant tenant, string query = "", string root = "/api/apps") => $"{root}/{tenant.AppId}/events?{query}";

    public static string Pushes(this Tenant tenant, string rest = "", string root = "/api/apps") => $"{root}/{tenant.AppId}/push-notifications{rest}";

    /// <summary>One more app in the account, of another publisher, that may do only this.</summary>
    public static async Task<(string AppId, Caller App, Caller Publisher)> AddAppWithAsync(this Tenant tenant, params string[] rights)
    {
        var app = (await tenant.Sandbox.PostAsync($"/sandbox/tenants/{tenant.OwnerId}/apps", new { name = "Other", rights })).Expect(201).Json;
        return (
            (string)app["appId"]!,
            tenant.App with { Token = (string)app["token"]! },
            tenant.Publisher with { Token = (string)app["publisherToken"]! });
    }
}
