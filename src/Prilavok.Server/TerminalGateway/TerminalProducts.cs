using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.TerminalGateway;

/// <summary>Goods made or changed on a terminal.</summary>
internal sealed class TerminalProducts(ImportProducts import, FindInventorySystem inventory, ProductReaderV2 reader, Guard guard) : IEndpoints
{
    public const int Most = 5000;

    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/terminal/v1/products", guard.Terminal(ImportAsync)).WithName("terminal.products");

    private async Task ImportAsync(HttpContext http, Grant.OfTerminal caller)
    {
        using var body = await Json.ReadAsync(http);
        var root = body.RootElement;
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() > Most)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, $"The body must be an array of at most {Most} products.");
            return;
        }

        var (products, violations) = Read(root, caller.Terminal.StoreId);
        if (violations.Count > 0)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "Some products are not valid; none was kept.", violations);
            return;
        }

        if (await inventory.HandleAsync(caller.OwnerId, caller.Terminal.StoreId, http.RequestAborted) is { } keeper)
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status403Forbidden,
                $"The goods of this shop are kept by the app {keeper.Settings.Name}: they cannot be edited on a terminal.");
            return;
        }

        var outcome = await import.HandleAsync(
            caller.OwnerId, Source.Terminal(caller.Terminal.Id), caller.Terminal.StoreId, products, WireFormat.V2, http.RequestAborted);
        if (outcome is not ImportOutcome.Imported)
        {
            await Problem.NotFoundAsync(http, "store");
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("accepted");
            foreach (var product in products)
            {
                json.WriteStringValue(product.Id);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private (List<Product> Products, List<(string Subject, string Reason)> Violations) Read(JsonElement root, string storeId)
    {
        var products = new List<Product>(root.GetArrayLength());
        var violations = new List<(string Subject, string Reason)>();
        foreach (var (index, element) in root.EnumerateArray().Index())
        {
            if (IsGroup(element) is not { } isGroup)
            {
                violations.Add(($"[{index}].group", Flags.Expected));
            }
            else if (reader.TryRead(root, element, storeId, null, isGroup, out var product, out var wrong))
            {
                products.Add(product!);
            }
            else
            {
                violations.AddRange(wrong!.Violations.DefaultIfEmpty(new ViolationV2("", "must be an object"))
                    .Select(violation => ($"[{index}].{violation.Subject}", violation.Reason)));
            }
        }

        return (products, violations);
    }

    /// <returns>Null when it says neither that it is one nor that it is none.</returns>
    private static bool? IsGroup(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("group", out var group) || group.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        return Flags.TryRead(group, out var isGroup) ? isGroup : null;
    }
}
