using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Reading;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Catalog;

internal sealed class ProductsV1(
    IStorage storage, IStores stores, IProducts products, ImportProducts import, DeleteProducts delete, SetQuantities setQuantities,
    ProductVocabulary vocabulary, RenderedLists lists, Guard guard, TimeProvider clock) : IEndpoints
{
    private const string Root = "/api/v1/inventories/stores/{storeUuid}/products";

    private const int Chunk = 500;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, guard.App(Rights.ProductRead, ListAsync))
            .WithName("v1.products.list").WithMetadata(new RequiredRight(Rights.ProductRead));
        app.MapPost(Root, guard.App(Rights.ProductWrite, ImportAsync))
            .WithName("v1.products.import").WithMetadata(new RequiredRight(Rights.ProductWrite));
        app.MapPost(Root + "/delete", guard.App(Rights.ProductWrite, DeleteAsync))
            .WithName("v1.products.delete").WithMetadata(new RequiredRight(Rights.ProductWrite));
        app.MapGet(Root + "/quantities", guard.App(Rights.QuantityRead, QuantitiesAsync))
            .WithName("v1.quantities.list").WithMetadata(new RequiredRight(Rights.QuantityRead));
        app.MapPost(Root + "/quantities", guard.App(Rights.QuantityWrite, SetQuantitiesAsync))
            .WithName("v1.quantities.set").WithMetadata(new RequiredRight(Rights.QuantityWrite));
        app.MapGet(Root + "/{productUuid}/quantities", guard.App(Rights.QuantityRead, QuantityAsync))
            .WithName("v1.quantities.find").WithMetadata(new RequiredRight(Rights.QuantityRead));
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app)
    {
        if (await StoreAsync(http, app) is not { } store)
        {
            return;
        }

        await lists.AnswerAsync(http, app, body => WriteAllAsync(body, app.OwnerId, store.Id));
    }

    private async Task<bool> WriteAllAsync(ListBody body, string ownerId, string storeId)
    {
        body.Json.WriteStartArray();
        await foreach (var product in AllAsync(ownerId, storeId, CancellationToken.None))
        {
            ProductWriterV1.Write(body.Json, product);
            await body.BreatheAsync();
        }

        body.Json.WriteEndArray();
        return true;
    }

    private async Task ImportAsync(HttpContext http, Grant.OfApp app)
    {
        using var body = await Json.ReadAsync(http);
        if (body.RootElement.ValueKind != JsonValueKind.Array)
        {
            await ErrorsV1.WriteAsync(http, StatusCodes.Status400BadRequest);
            return;
        }

        var storeId = http.RouteText("storeUuid");
        var read = ProductReaderV1.Read(body.RootElement, storeId, clock.GetUtcNow(), vocabulary);
        switch (await import.HandleAsync(app.OwnerId, Source.App(app.AppId), storeId, read.Products, WireFormat.V1, http.RequestAborted))
        {
            case ImportOutcome.Imported:
                ViolationsHeader.Set(http.Response.Headers, read.Violations);
                http.Response.ContentLength = 0;
                break;
            case ImportOutcome.StoreUnknown:
                await ErrorsV1.WriteAsync(http, StatusCodes.Status404NotFound);
                break;
        }
    }

    private async Task DeleteAsync(HttpContext http, Grant.OfApp app)
    {
        using var body = await Json.ReadIfAnyAsync(http);
        if (!DeleteListV1.TryRead(body?.RootElement, out var ids, out var all))
        {
            await ErrorsV1.WriteInvalidAsync(http, "uuid", null);
            return;
        }

        var known = await delete.HandleAsync(
            app.OwnerId, Source.App(app.AppId), http.RouteText("storeUuid"), all ? null : ids, http.RequestAborted);
        await AnswerEmptyAsync(http, known);
    }

    private async Task QuantitiesAsync(HttpContext http, Grant.OfApp app)
    {
        if (await StoreAsync(http, app) is not { } store)
        {
            return;
        }

        var quantities = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var product in AllAsync(app.OwnerId, store.Id, http.RequestAborted))
        {
            if (product is { IsGroup: false, Quantity: { } quantity })
            {
                quantities[product.Id] = quantity;
            }
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, json => QuantitiesV1.Write(json, quantities));
    }

    private async Task QuantityAsync(HttpContext http, Grant.OfApp app)
    {
        var found = await storage.ReadAsync(
            s => products.FindAsync(s, app.OwnerId, http.RouteText("storeUuid"), [http.RouteText("productUuid")]), http.RequestAborted);
        if (found.Values.SingleOrDefault() is not { IsGroup: false } product)
        {
            await ErrorsV1.WriteAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        await Json.WriteAsync(
            http,
            StatusCodes.Status200OK,
            json => QuantitiesV1.Write(json, new Dictionary<string, long> { [product.Id] = product.Quantity ?? 0 }));
    }

    private async Task SetQuantitiesAsync(HttpContext http, Grant.OfApp app)
    {
        using var body = await Json.ReadAsync(http);
        if (!QuantitiesV1.TryRead(body.RootElement, out var quantities, out var violations))
        {
            await ErrorsV1.WriteInvalidAsync(http, violations[0].Uuid ?? "quantities", null);
            return;
        }

        var known = await setQuantities.HandleAsync(
            app.OwnerId, Source.App(app.AppId), http.RouteText("storeUuid"), quantities, http.RequestAborted);
        await AnswerEmptyAsync(http, known);
    }

    /// <summary>A whole store, a chunk at a time.</summary>
    private async IAsyncEnumerable<Product> AllAsync(
        string ownerId, string storeId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var after = Position.Start;
        IReadOnlyList<(Position Position, Product Product)> chunk;
        do
        {
            chunk = await storage.ReadAsync(s => products.ListAsync(s, ownerId, storeId, new Page(after, Chunk)), ct);
            foreach (var (position, product) in chunk)
            {
                yield return product;
                after = position;
            }
        }
        while (chunk.Count == Chunk);
    }

    private async Task<Store?> StoreAsync(HttpContext http, Grant.OfApp app)
    {
        var store = await storage.ReadAsync(s => stores.FindAsync(s, app.OwnerId, http.RouteText("storeUuid")), http.RequestAborted);
        if (store is null)
        {
            await ErrorsV1.WriteAsync(http, StatusCodes.Status404NotFound);
        }

        return store;
    }

    private static async Task AnswerEmptyAsync(HttpContext http, bool storeKnown)
    {
        if (storeKnown)
        {
            http.Response.ContentLength = 0;
        }
        else
        {
            await ErrorsV1.WriteAsync(http, StatusCodes.Status404NotFound);
        }
    }
}
