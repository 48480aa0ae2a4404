using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>An account with everything in it that an address can name.</summary>
public sealed record Scene(Tenant Tenant, Till Till, string RoleId, string EmployeeId)
{
    public string StoreId => Till.StoreId;

    public static async Task<Scene> OpenAsync(HttpClient http, PartnerService partner)
    {
        var tenant = await Tenant.CreateAsync(http, Tenant.AppOf(partner));
        await tenant.AddAppAsync(new { name = "Modern", urls = new { documents = partner.Url + "/v2/documents", documentsFormat = "v2" } });
        var till = await tenant.OpenShopAsync();
        var role = (await tenant.Owner.PostAsync(tenant.Manage("/roles"), """{"name":"Trainee","rights":["DOCUMENTS_JOURNAL"]}""")).Expect(201).Json;
        var employee = (await tenant.Owner.PostAsync(tenant.Manage("/employees"), new { name = "Cashier", roleId = (string)role["id"]! })).Expect(201).Json;
        await tenant.UploadAsync(till.StoreId, "tea-1", quantity: 100);
        return new Scene(tenant, till, (string)role["id"]!, (string)employee["id"]!);
    }

    /// <summary>The number of the owner's last event.</summary>
    public async Task<long> HeadAsync() => (long)(await Tenant.LanesAsync())[0]!["head"]!;

    /// <summary>A refusal in the words of its surface: v1, v2, or Prilavok's own.</summary>
    public static void AssertRefusal(Answer answer, string sent)
    {
        var where = $"{answer.Asked} with {(sent.Length > 300 ? sent[..300] + "…" : sent)} answered {answer.Status}: {answer.Text}";
        Assert.True(answer.Status is >= 400 and < 500, where);
        var path = new Uri(new Uri("http://prilavok.test"), answer.Asked.Split(' ')[1]).AbsolutePath; // As it was sent, without what ".." takes away.
        var body = answer.JsonOrNull() as JsonObject;
        Assert.True(body is not null, where);
        if (path.StartsWith("/api/v1/", StringComparison.Ordinal) || path.StartsWith("/api/v2/", StringComparison.Ordinal))
        {
            Assert.True(answer.Status == 404 ? answer.Text == "{}" : body["errors"]?[0]?["code"] is not null, where);
        }
        else if (path.Split('/')[1] is "terminal" or "manage" or "sandbox" or "images" or "healthz" or "readyz" or "metrics" or "openapi" or "docs")
        {
            Assert.True((int?)body["status"] == answer.Status && body["title"] is not null, where);
            Assert.Equal("application/problem+json", answer.ContentHeaders.ContentType?.MediaType);
        }
        else
        {
            Assert.True(body["code"] is not null && body["message"] is not null && body["violations"] is JsonArray, where);
            Assert.Empty(body.Select(member => member.Key).Except(["value", "code", "message", "violations"]));
        }
    }
}
