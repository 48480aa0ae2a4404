using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;

namespace Prilavok.Server.Tests.Api.Catalog;

/// <summary>A store and the catalogue calls of an app, for the suites of REST v2.</summary>
public abstract class CatalogueTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    protected const string BulkType = "application/vnd.evotor.v2+bulk+json";

    protected Tenant Tenant { get; private set; } = null!;

    protected string StoreId { get; private set; } = "";

    protected string Products => $"/stores/{StoreId}/products";

    protected string Groups => $"/stores/{StoreId}/product-groups";

    protected Caller App => Tenant.App;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Tenant = await TenantAsync();
        StoreId = await Tenant.AddStoreAsync();
    }

    /// <summary>An app of the same owner with these rights alone.</summary>
    protected async Task<Caller> AppWithAsync(params string[] rights)
    {
        var added = await Tenant.Sandbox.PostAsync($"/sandbox/tenants/{Tenant.OwnerId}/apps", new { name = "Narrow", rights });
        return App with { Token = (string)added.Expect(201).Json["token"]! };
    }

    protected static JsonObject Product(string? id = null, string name = "Tea", decimal price = 10)
    {
        var product = new JsonObject
        {
            ["type"] = "NORMAL",
            ["name"] = name,
            ["price"] = price,
            ["measure_name"] = "шт",
            ["tax"] = "NO_VAT",
            ["allow_to_sell"] = true,
        };
        return With(product, id);
    }

    protected static JsonObject Group(string? id = null, string name = "Teas") => With(new JsonObject { ["name"] = name }, id);

    protected static string Uuid() => Goods.NewId();

    protected Task<Answer> PutAsync(string path, object? body, Caller? app = null) =>
        (app ?? App).SendAsync(HttpMethod.Put, path, Caller.ContentOf(body));

    /// <summary>Sends with the bulk media type.</summary>
    protected Task<Answer> BulkAsync(HttpMethod method, string path, object? body, Caller? app = null)
    {
        var content = Caller.ContentOf(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(BulkType + "; charset=UTF-8");
        return (app ?? App).SendAsync(method, path, content);
    }

    /// <summary>Submits and waits until the task is done.</summary>
    protected async Task<JsonNode> DoneAsync(HttpMethod method, string path, object? body, Caller? app = null)
    {
        var task = (await BulkAsync(method, path, body, app)).Expect(202).Json;
        await Tenant.SettleAsync();
        return (await (app ?? App).GetAsync($"/bulks/{task["id"]}")).Expect(200).Json;
    }

    /// <summary>Ids on one page.</summary>
    protected async Task<IReadOnlyList<string>> IdsAsync(string path, Caller? app = null) =>
        [.. (await (app ?? App).GetAsync(path)).Expect(200).Json["items"]!.AsArray().Select(item => (string)item!["id"]!)];

    /// <summary>The subjects of a validation error.</summary>
    protected static IReadOnlyList<string> Subjects(JsonNode error) => [.. error["violations"]!.AsArray().Select(fault => (string)fault!["subject"]!)];

    protected static JsonObject With(JsonObject thing, string? id)
    {
        if (id is not null)
        {
            thing["id"] = id;
        }

        return thing;
    }
}

internal static class JsonTexts
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As the server spells it.</summary>
    public static string Text(this JsonNode node) => node.ToJsonString(Plain);
}
