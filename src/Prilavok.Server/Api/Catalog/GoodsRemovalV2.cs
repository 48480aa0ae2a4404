using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Server.Bulk;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Products and product groups, removed: one, or a list of ids that is never empty, so that nobody removes everything by mistake.</summary>
internal sealed class GoodsRemovalV2(
    IStorage storage, IProducts products, RemoveProducts remove, BulkSubmission bulk, Guard guard, IOptions<CatalogueOptions> options) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var goods in GoodsV2.All)
        {
            app.MapDelete(goods.Root, guard.App(goods.WriteRight, (http, asker) => RemoveListAsync(http, asker, goods)))
                .WithName(goods.RouteName("removeMany")).WithMetadata(new RequiredRight(goods.WriteRight));
            app.MapDelete(goods.Root + "/{id}", guard.App(goods.WriteRight, (http, asker) => RemoveOneAsync(http, asker, goods)))
                .WithName(goods.RouteName("remove")).WithMetadata(new RequiredRight(goods.WriteRight));
        }
    }

    private async Task RemoveListAsync(HttpContext http, Grant.OfApp app, GoodsV2 goods)
    {
        var ids = await IdsAsync(http, app);
        if (ids.Count == 0)
        {
            await ErrorsV2.WriteValidationAsync(http, "id", "must not be empty");
        }
        else if (ids.Count > options.Value.LargestDelete)
        {
            await ErrorsV2.WriteValidationAsync(http, "id", ProductFields.Size(1, options.Value.LargestDelete));
        }
        else if (MediaTypes.IsBulk(http.Request))
        {
            await bulk.AcceptRemovalAsync(http, AskerV2.Of(http, app), goods, ids);
        }
        else
        {
            await AnswerAsync(http, await RemoveAsync(http, app, goods, ids) is not null);
        }
    }

    /// <summary>
    /// The ids of a list that is separated by commas. Ids may hold commas, or blanks at their ends: where something is there under
    /// a whole value, or a part of it as it stands, that is meant.
    /// </summary>
    private async Task<IReadOnlyList<string>> IdsAsync(HttpContext http, Grant.OfApp app)
    {
        var values = http.Request.Query["id"].OfType<string>().Select(value => (Whole: value, Parts: value.Split(','))).ToList();
        var doubtful = values.SelectMany(value => value.Parts.Append(value.Whole))
            .Where(text => ProductLimits.CouldBeId(text) && (text.Contains(',', StringComparison.Ordinal) || text.Trim() != text)).Distinct()
                .ToList();
        var known = doubtful.Count == 0
            ? new Dictionary<string, Product>()
            : await storage.ReadAsync(s => products.FindAsync(s, app.OwnerId, http.RouteText("storeId"), doubtful), http.RequestAborted);
        return
        [
            .. values.SelectMany(value => IsKnown(value.Whole) ? [value.Whole] : value.Parts.Select(part => IsKnown(part) ? part : part.Trim()))
                .Where(id => id.Length > 0),
        ];

        bool IsKnown(string text) => known.ContainsKey(Ids.Key(text));
    }

    private async Task RemoveOneAsync(HttpContext http, Grant.OfApp app, GoodsV2 goods) =>
        await AnswerAsync(http, await RemoveAsync(http, app, goods, [http.RouteText("id")]) is > 0);

    /// <summary>What is begun goes on though the caller hangs up.</summary>
    private Task<int?> RemoveAsync(HttpContext http, Grant.OfApp app, GoodsV2 goods, IEnumerable<string> ids) => remove.HandleAsync(
        app.OwnerId, Source.App(app.AppId), http.RouteText("storeId"), goods.IsGroup, [.. ids.Where(ProductLimits.CouldBeId)],
        options.Value.KeepContents,
        CancellationToken.None);

    private static Task AnswerAsync(HttpContext http, bool wasThere)
    {
        if (!wasThere)
        {
            return Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
